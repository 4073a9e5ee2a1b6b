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
    /// The set of all <c>*.yaml</c> in <paramref name="folder"/>, every rule tried on its examples; null when anything is at fault. All
    /// faults are told at once, as <c>rules/NAME.yaml:line:column</c>. Warnings leave the set as it is.
    /// </summary>
    public static RuleSet? Read(string folder, Faults faults, List<Fault> warnings)
    {
        if (!Directory.Exists(folder))
        {
            faults.Add(new Place("rules", 1, 1), $"there is no folder {folder}");
            return null;
        }
        var files = new List<RulesFile>();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var path in Directory.GetFiles(folder, "*.yaml").Order(StringComparer.Ordinal))
        {
            var name = $"rules/{Path.GetFileName(path)}";
            if (YamlFile.Read<RulesFile>(path, name, faults) is { } file)
                files.Add(file);
            hash.AppendData(Encoding.UTF8.GetBytes(name));
            hash.AppendData(File.Exists(path) ? File.ReadAllBytes(path) : []);
        }
        if (files.Count == 0 && !faults.Any)
            faults.Add(new Place("rules", 1, 1), "there is no rule file (*.yaml) here");
        return Build(Convert.ToHexStringLower(hash.GetHashAndReset())[..12], files, faults, warnings);
    }

    private static RuleSet? Build(string version, List<RulesFile> files, Faults faults, List<Fault> warnings)
    {
        var concepts = new ConceptBook(files.SelectMany(file => file.Concepts?.Concepts ?? []), faults);
        var builder = new RuleBuilder(concepts, faults);
        var entries = files.SelectMany(file => file.Rules ?? []).ToList();
        var rules = entries.Select(builder.Build).ToList();
        if (faults.Any)
            return null;
        var phrases = new PhraseBook(concepts.Terms);
        var set = new RuleSet(version, [.. rules.Select(rule => rule!.Value)], concepts.Concepts, phrases);
        var examples = new ExampleCheck(set, faults);
        foreach (var entry in entries)
            examples.Check(entry);
        warnings.AddRange(UnusedConcepts.Find(concepts, rules.Select(rule => rule!.Value.When)));
        warnings.AddRange(new CoveredWords(concepts, phrases).Find());
        warnings.AddRange(entries.Where(entry => entry.Examples is not { Match.Count: > 0 })
            .Select(entry => new Fault(entry.Id.Place, $"rule \"{entry.Id.Value}\" has no examples to be tried on")));
        return faults.Any ? null : set;
    }
}
