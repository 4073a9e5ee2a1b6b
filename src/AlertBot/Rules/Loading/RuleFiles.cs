using System.Security.Cryptography;
using System.Text;
using AlertBot.Configuration;
using AlertBot.Configuration.Yaml;
using AlertBot.Rules.Checks;
using AlertBot.Rules.Matching;

namespace AlertBot.Rules.Loading;

/// <summary>Reads a folder of rule files into one set.</summary>
internal static class RuleFiles
{
    /// <summary>
    /// The set of all <c>*.yaml</c> and <c>*.yml</c> in <paramref name="folder"/>; null when anything in them is at
    /// fault. All faults are told at once, as <c>rules/NAME.yaml:line:column</c>. Warnings leave the set as it is.
    /// </summary>
    /// <param name="folder">The folder rules/.</param>
    /// <param name="diagnostics">Gets what is wrong; what it holds already makes no difference.</param>
    /// <param name="warnings">Gets what is hardly meant; null, and nobody looks for it, where only the set is
    /// wanted.</param>
    /// <param name="states">Answers the rules that ask for a state of talks; without it none is read.</param>
    /// <param name="runExamples">False to try a set while its examples still fail.</param>
    public static RuleSet? Load(
        string folder,
        DiagnosticBag diagnostics,
        List<Diagnostic>? warnings,
        StateReader? states,
        bool runExamples = true
    )
    {
        var own = new DiagnosticBag();
        var files = new List<RulesFile>();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var paths = YamlFolder.Files(folder);
        foreach (var path in paths)
        {
            var name = $"rules/{YamlFolder.NameOf(folder, path)}";
            if (YamlFile.ReadText(path, name, own) is not { } text)
                continue;
            hash.AppendData(Encoding.UTF8.GetBytes(name));
            hash.AppendData(Encoding.UTF8.GetBytes(text));
            if (YamlFile.Parse<RulesFile>(text, name, own) is { } file)
                files.Add(file);
        }
        if (YamlFolder.FindFault(folder) is { } fault)
            own.Add(new SourceLocation("rules", 1, 1), $"cannot be read: {fault}");
        if (files.Count == 0 && !own.Any)
            own.Add(new SourceLocation("rules", 1, 1), "there is no rule file (*.yaml) here");
        return
            Build(
                files,
                Convert.ToHexStringLower(hash.GetHashAndReset())[..12],
                own,
                warnings,
                states,
                runExamples,
                isComplete: files.Count == paths.Count,
                CancellationToken.None
            )
                is var set
            && Pass(own, diagnostics)
            ? set
            : null;
    }

    /// <summary>As for a folder, for files already read.</summary>
    public static RuleSet? Load(
        IReadOnlyList<RulesFile> files,
        string version,
        DiagnosticBag diagnostics,
        List<Diagnostic>? warnings,
        StateReader? states,
        bool runExamples = true,
        CancellationToken ct = default
    )
    {
        var own = new DiagnosticBag();
        return
            Build(files, version, own, warnings, states, runExamples, isComplete: true, ct) is var set
            && Pass(own, diagnostics)
            ? set
            : null;
    }

    private static RuleSet? Build(
        IReadOnlyList<RulesFile> files,
        string version,
        DiagnosticBag diagnostics,
        List<Diagnostic>? warnings,
        StateReader? states,
        bool runExamples,
        bool isComplete,
        CancellationToken ct
    )
    {
        var concepts = new ConceptBook(
            files.SelectMany(file => file.Concepts?.Concepts ?? []),
            diagnostics,
            isComplete,
            ct
        );
        if (!concepts.IsUsable)
            return null;
        var phrases = new PhraseBook(concepts.Terms);
        var tester = new ConceptTester(concepts, phrases);
        var excepted = new ExceptionCheck(concepts, tester);
        excepted.Check(diagnostics);
        var builder = new RuleBuilder(concepts, tester, diagnostics, warnings ?? []);
        var entries = files.SelectMany(file => file.Rules ?? []).ToList();
        var rules = entries
            .Select(entry =>
            {
                ct.ThrowIfCancellationRequested();
                return builder.Build(entry);
            })
            .ToList();
        if (diagnostics.Any)
            return null;
        var set = new RuleSet(version, [.. rules.Select(rule => rule!.Value)], concepts.Concepts, phrases, states);
        var examples = new ExampleCheck(set, diagnostics);
        foreach (var entry in runExamples ? entries : [])
            examples.Check(entry, ct);
        if (warnings is null)
            return set;
        warnings.AddRange(UnusedConceptCheck.Find(concepts, rules.Select(rule => rule!.Value.When)));
        warnings.AddRange(new RedundantTermCheck(concepts, tester).Find());
        warnings.AddRange(excepted.Warnings());
        warnings.AddRange(new ForeignFormCheck(concepts, tester).Find());
        warnings.AddRange(entries.SelectMany(ExampleCheck.Untried));
        return set;
    }

    /// <summary>Passes the faults on. Whether there are none.</summary>
    private static bool Pass(DiagnosticBag own, DiagnosticBag diagnostics)
    {
        foreach (var diagnostic in own.All)
            diagnostics.Add(diagnostic.Place, diagnostic.Message);
        return !own.Any;
    }
}
