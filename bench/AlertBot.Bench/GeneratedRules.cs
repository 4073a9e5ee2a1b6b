using System.Globalization;
using System.Text;
using AlertBot.Configuration;
using AlertBot.Configuration.Yaml;
using AlertBot.Localization;
using AlertBot.Rules;
using AlertBot.Rules.Loading;

namespace AlertBot.Bench;

/// <summary>Rules of some 2.5 words each in one language, the same in every run.</summary>
internal sealed class GeneratedRules
{
    public GeneratedRules(int rules, Language language)
    {
        var random = new Random(20261124);
        Language = language;
        Words = [.. Enumerable.Range(0, rules * 2).Select(_ => MadeUpWord.Of(language, random)).Distinct()];
        Phrases =
        [
            .. Enumerable
                .Range(0, rules)
                .SelectMany(_ => new[] { Word(random), $"{Word(random)} {SecondWord(random)}" }),
        ];
        Yaml = Write();
    }

    public Language Language { get; }

    /// <summary>The made-up words they are made of, two for each rule; each stands in one phrase or two.</summary>
    public IReadOnlyList<string> Words { get; }

    /// <summary>Two for each rule: a word, and a phrase of two words.</summary>
    public IReadOnlyList<string> Phrases { get; }

    /// <summary>All of them as one file.</summary>
    public string Yaml { get; }

    public RuleSet Compile()
    {
        var diagnostics = new DiagnosticBag();
        return
            YamlFile.Parse<RulesFile>(Yaml, "rules.yaml", diagnostics) is { } file
            && RuleFiles.Load([file], "1", diagnostics, [], states: null) is { } set
            ? set
            : throw new InvalidOperationException(string.Join('\n', diagnostics.All));
    }

    private string Word(Random random) => Words[random.Next(Words.Count)];

    /// <summary>
    /// Every other phrase ends in a word that most entries have: its common word must not make it dear.
    /// </summary>
    private string SecondWord(Random random) =>
        random.Next(2) == 0 ? Word(random) : Vocabulary.Of(Language).Plain(random);

    private string Write()
    {
        var yaml = new StringBuilder("concepts:\n");
        for (var rule = 0; rule < Phrases.Count / 2; rule++)
            yaml.Append(
                CultureInfo.InvariantCulture,
                $"  c{rule}: {{{Language.Code()}: [\"{Phrases[rule * 2]}\", \"{Phrases[rule * 2 + 1]}\"]}}\n"
            );
        yaml.Append("rules:\n");
        for (var rule = 0; rule < Phrases.Count / 2; rule++)
            yaml.Append(CultureInfo.InvariantCulture, $"  - {{id: r{rule}, title: {{en: R}}, when: c{rule}}}\n");
        return yaml.ToString();
    }
}
