using System.Globalization;
using System.Text;
using AlertBot.Config;
using AlertBot.Feeds;
using AlertBot.Rules;

namespace AlertBot.Bench;

/// <summary>Rules and an entry of made-up Arabic words, the same in every run.</summary>
internal sealed class GeneratedRules
{
    private const string Letters = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي";
    private const int WordsPerRule = 5; // in two phrases of one and of two words, and half as many again shared
    private const int EntryCharacters = 2200; // 4 KB of UTF-8

    public GeneratedRules(int rules)
    {
        var random = new Random(20261124);
        var vocabulary = Enumerable.Range(0, rules * WordsPerRule / 2).Select(_ => Word(random)).Distinct().ToArray();
        Phrases = [.. Enumerable.Range(0, rules * 2).Select(i => i % 2 == 0 ? Pick(vocabulary, random) : $"{Pick(vocabulary, random)} {Pick(vocabulary, random)}")];
        Set = Compile(Phrases);
        Entry = new Entry { Identity = "1", Title = Pick(vocabulary, random), Body = Text(vocabulary, random), Language = Language.Arabic };
    }

    /// <summary>Two for each rule.</summary>
    public IReadOnlyList<string> Phrases { get; }

    public RuleSet Set { get; }

    public Entry Entry { get; }

    private static RuleSet Compile(IReadOnlyList<string> phrases)
    {
        var yaml = new StringBuilder("concepts:\n");
        for (var rule = 0; rule < phrases.Count / 2; rule++)
            yaml.Append(CultureInfo.InvariantCulture, $"  c{rule}: {{ar: [{phrases[rule * 2]}, {phrases[rule * 2 + 1]}]}}\n");
        yaml.Append("rules:\n");
        for (var rule = 0; rule < phrases.Count / 2; rule++)
            yaml.Append(CultureInfo.InvariantCulture, $"  - {{id: r{rule}, title: {{en: R}}, when: c{rule}}}\n");
        var folder = Directory.CreateTempSubdirectory("bench");
        File.WriteAllText(Path.Combine(folder.FullName, "rules.yaml"), yaml.ToString());
        var faults = new Faults();
        var set = RuleFiles.Read(folder.FullName, faults, []);
        folder.Delete(recursive: true);
        return set ?? throw new InvalidOperationException(string.Join('\n', faults.All));
    }

    /// <summary>One word in fifty is a rule's, as it stands or with a prefix; the rest are other words.</summary>
    private static string Text(string[] vocabulary, Random random)
    {
        var text = new StringBuilder();
        while (text.Length < EntryCharacters)
        {
            var word = random.Next(50) == 0 ? Pick(vocabulary, random) : Word(random);
            text.Append(random.Next(4) == 0 ? "ال" : "").Append(word).Append(random.Next(15) == 0 ? ". " : " ");
        }
        return text.ToString();
    }

    private static string Word(Random random) =>
        string.Concat(Enumerable.Range(0, random.Next(3, 8)).Select(_ => Letters[random.Next(Letters.Length)]));

    private static string Pick(string[] words, Random random) => words[random.Next(words.Length)];
}
