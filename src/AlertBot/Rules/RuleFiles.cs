using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using AlertBot.Config;

namespace AlertBot.Rules;

/// <summary>Reads the files of rules/ into one set.</summary>
internal static partial class RuleFiles
{
    /// <summary>
    /// The set, or null when anything is wrong; the faults say what, examples that fail included. <paramref name="warnings"/> gets what is
    /// no fault but probably not meant.
    /// </summary>
    /// <param name="folder">The folder rules/.</param>
    /// <param name="faults">Gets what is wrong.</param>
    /// <param name="warnings">Gets what may be meant otherwise.</param>
    /// <param name="runExamples">False to try a set out while its examples still fail.</param>
    public static RuleSet? Read(string folder, Faults faults, List<Fault> warnings, bool runExamples = true)
    {
        var before = faults.All.Count;
        var paths = Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*.yaml").Order(StringComparer.Ordinal).ToList() : [];
        if (paths.Count == 0)
        {
            faults.Add(new Place("rules", 1, 1), $"there is no rule file (*.yaml) in {folder}");
            return null;
        }
        var files = paths.Select(path => YamlFile.Read<RulesFile>(path, $"rules/{Path.GetFileName(path)}", faults)).OfType<RulesFile>().ToList();
        return Read(files, () => VersionOf(paths), faults, warnings, runExamples) is { } set && faults.All.Count == before ? set : null;
    }

    /// <summary>As for a folder, for files already bound.</summary>
    public static RuleSet? Read(IReadOnlyList<RulesFile> files, Func<string> version, Faults faults, List<Fault> warnings, bool runExamples)
    {
        var before = faults.All.Count;
        var concepts = new ConceptBook(faults);
        foreach (var (name, concept) in files.SelectMany(file => file.Concepts ?? new Dictionary<string, Located<ConceptLine>>()))
            concepts.Add(name, concept.Place, concept.Value.Words);
        concepts.ReadWords();
        var lines = files.SelectMany(file => file.Rules ?? []).Select(rule => rule.Value).ToList();
        CheckIds(lines, faults);
        var reader = new ConditionReader(concepts, faults);
        var read = lines.Select(line => (Line: line, Condition: reader.Read(line.When))).ToList();
        if (faults.All.Count > before)
            return null;
        var compiled = read.Select(r => new CompiledRule(r.Line, r.Condition!)).OrderBy(r => r.Line.Id.Value, StringComparer.Ordinal).ToList();
        RuleChecks.Check(compiled, concepts, faults, warnings);
        if (faults.All.Count > before)
            return null;
        var set = Compile(compiled, concepts, version());
        if (runExamples)
            ExampleChecks.Check(compiled, set, faults);
        return faults.All.Count > before ? null : set;
    }

    private static RuleSet Compile(IReadOnlyList<CompiledRule> rules, ConceptBook concepts, string version)
    {
        var rulesOf = new HashSet<int>[concepts.MadeOf.Count];
        for (var i = 0; i < rulesOf.Length; i++)
            rulesOf[i] = [];
        for (var rule = 0; rule < rules.Count; rule++)
        {
            foreach (var concept in rules[rule].Condition.Positive().SelectMany(c => WithParts(c.Number, concepts)))
                rulesOf[concept].Add(rule);
        }
        var index = new RuleIndex(
            PhraseIndex.Build(concepts.Phrases), [.. concepts.ConceptOfPhrase], [.. concepts.MadeOf], [.. rulesOf.Select(rulesOfOne => rulesOfOne.ToArray())]);
        return new RuleSet(version, [.. rules.Select(r => new Rule(r.Line.Id.Value, r.Line.Title, r.Line.Urgency))], [.. rules.Select(r => r.Condition)], index);
    }

    private static IEnumerable<int> WithParts(int concept, ConceptBook concepts) =>
        concepts.MadeOf[concept].Parts.SelectMany(part => WithParts(part, concepts)).Prepend(concept);

    private static void CheckIds(IReadOnlyList<RuleLine> lines, Faults faults)
    {
        var seen = new Dictionary<string, Place>(StringComparer.Ordinal);
        foreach (var (id, place) in lines.Select(line => (line.Id.Value, line.Id.Place)))
        {
            if (!IdForm().IsMatch(id))
                faults.Add(place, $"\"{id}\" is no rule id; use up to 40 small Latin letters, digits and hyphens");
            else if (id == "all")
                faults.Add(place, "\"all\" stands for every rule in subscriptions; choose another id");
            else if (!seen.TryAdd(id, place))
                faults.Add(place, $"rule \"{id}\" stands already in {seen[id]}; rename one");
        }
        foreach (var line in lines.Where(l => l.Title.In(Language.English).Length == 0))
            faults.Add(line.Id.Place, $"rule \"{line.Id.Value}\" has an empty title; write it under ar:, en: and fr:");
    }

    private static string VersionOf(IEnumerable<string> paths)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var path in paths)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(Path.GetFileName(path)));
            hash.AppendData(File.ReadAllBytes(path));
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset())[..12];
    }

    [GeneratedRegex("^[a-z0-9][a-z0-9-]{0,39}$", RegexOptions.CultureInvariant)]
    private static partial Regex IdForm();
}

/// <summary>A rule as written, and its condition ready to be asked.</summary>
internal sealed record CompiledRule(RuleLine Line, Condition Condition);
