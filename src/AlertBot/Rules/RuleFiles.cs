using System.Security.Cryptography;
using System.Text;
using AlertBot.Config;
using AlertBot.Rules.Files;
using AlertBot.Rules.Matching;

namespace AlertBot.Rules;

/// <summary>Reads a folder of rule files into one set.</summary>
internal static class RuleFiles
{
    /// <summary>
    /// The set of all <c>*.yaml</c> and <c>*.yml</c> in <paramref name="folder"/>; null when anything in them is at
    /// fault. All faults are told at once, as <c>rules/NAME.yaml:line:column</c>. Warnings leave the set as it is.
    /// </summary>
    /// <param name="folder">The folder rules/.</param>
    /// <param name="faults">Gets what is wrong; what it holds already makes no difference.</param>
    /// <param name="warnings">Gets what is hardly meant; null, and nobody looks for it, where only the set is
    /// wanted.</param>
    /// <param name="runExamples">False to try a set while its examples still fail.</param>
    public static RuleSet? Read(string folder, Faults faults, List<Fault>? warnings, bool runExamples = true)
    {
        var own = new Faults();
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
        if (files.Count == 0 && !own.Any)
            own.Add(new Place("rules", 1, 1), "there is no rule file (*.yaml) here");
        return
            Build(
                files,
                Convert.ToHexStringLower(hash.GetHashAndReset())[..12],
                own,
                warnings,
                runExamples,
                isComplete: files.Count == paths.Count,
                CancellationToken.None
            )
                is var set
            && Pass(own, faults)
            ? set
            : null;
    }

    /// <summary>As for a folder, for files already read.</summary>
    public static RuleSet? Read(
        IReadOnlyList<RulesFile> files,
        string version,
        Faults faults,
        List<Fault>? warnings,
        bool runExamples = true,
        CancellationToken ct = default
    )
    {
        var own = new Faults();
        return Build(files, version, own, warnings, runExamples, isComplete: true, ct) is var set && Pass(own, faults)
            ? set
            : null;
    }

    private static RuleSet? Build(
        IReadOnlyList<RulesFile> files,
        string version,
        Faults faults,
        List<Fault>? warnings,
        bool runExamples,
        bool isComplete,
        CancellationToken ct
    )
    {
        var concepts = new ConceptBook(files.SelectMany(file => file.Concepts?.Concepts ?? []), faults, isComplete, ct);
        if (!concepts.IsUsable)
            return null;
        var phrases = new PhraseBook(concepts.Terms);
        var probe = new Probe(concepts, phrases);
        var excepted = new ExceptedWords(concepts, probe);
        excepted.Check(faults);
        var builder = new RuleBuilder(concepts, probe, faults, warnings ?? []);
        var entries = files.SelectMany(file => file.Rules ?? []).ToList();
        var rules = entries
            .Select(entry =>
            {
                ct.ThrowIfCancellationRequested();
                return builder.Build(entry);
            })
            .ToList();
        if (faults.Any)
            return null;
        var set = new RuleSet(version, [.. rules.Select(rule => rule!.Value)], concepts.Concepts, phrases);
        var examples = new ExampleCheck(set, faults);
        foreach (var entry in runExamples ? entries : [])
            examples.Check(entry, ct);
        if (warnings is null)
            return set;
        warnings.AddRange(UnusedConcepts.Find(concepts, rules.Select(rule => rule!.Value.When)));
        warnings.AddRange(new CoveredWords(concepts, probe).Find());
        warnings.AddRange(excepted.Warnings());
        warnings.AddRange(new StrangeForms(concepts, probe).Find());
        warnings.AddRange(entries.SelectMany(ExampleCheck.Untried));
        return set;
    }

    /// <summary>Passes the faults on. Whether there are none.</summary>
    private static bool Pass(Faults own, Faults faults)
    {
        foreach (var fault in own.All)
            faults.Add(fault.Place, fault.Message);
        return !own.Any;
    }
}
