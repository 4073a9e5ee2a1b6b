using AlertBot.Feeds.Entries;
using AlertBot.Localization;
using AlertBot.Rules;
using AlertBot.Rules.Matching;
using AlertBot.Rules.Words;
using AlertBot.Tests.Support;
using CsCheck;

namespace AlertBot.Tests.Rules;

/// <summary>What matching keeps from entry to entry, and what it must not.</summary>
public sealed class MatchingMemoryTests
{
    private const string Rules = """
        concepts:
          libya: {ar: [ليبيا], en: [libya, tripol*], fr: [libye], except: {en: ["libya street"]}}
          truce: {ar: ["وقف ~3 إطلاق النار", هدنة], en: [truce, cease-fire], fr: [trêve]}
          agency: {all: ["exact:WHO"]}
          oil: {ar: [نفط], en: [oil], fr: [pétrole]}
          fuel: {ar: [نفط], en: [oil], fr: [pétrole]}
          energy: {any: [oil, agency]}
          sport: {ar: [مباراة], en: [match], fr: [match]}
        rules:
          - {id: near, title: {en: R}, when: {near: {all: [libya, any: [truce, oil]], within: 2}}}
          - {id: all, title: {en: R}, when: {all: [libya, energy], none: [sport]}}
          - {id: title, title: {en: R}, when: {all: [truce, sport], in: title}}
          - {id: sentence, title: {en: R}, when: {sentence: {all: [libya, energy, truce], none: [sport]}}}
          - {id: members, title: {en: R}, when: {all: [truce, {at-least: 2, of-members: energy}]}}
          - {id: about, title: {en: R}, when: {about: {near: {all: [libya, oil], within: sentence}}, none: [sport]}}
          - {id: apart, title: {en: R}, when: {all: [oil, fuel]}}
          - {id: two, title: {en: R}, when: {at-least: 3, of: [libya, truce, energy, sport]}}
        """;

    private static readonly string[] Words =
    [
        "ليبيا",
        "وقف",
        "إطلاق",
        "النار",
        "والنفط",
        "مباراة",
        "libya",
        "street",
        "cease-fire",
        "ceasefire",
        "WHO",
        "who",
        "oil",
        "tripolitan",
        "trêves",
        "match",
        "l'oil",
        "5+5",
    ];

    private static Entry[] WithoutMatch { get; } =
    [
        RulesFolder.Entry("The match in Libya was played by the sea, far away from any other news of the day"),
        RulesFolder.Entry(
            "On Libya Street there is oil, and who would have thought of a cease-fire in the-very-long-run?"
        ),
        RulesFolder.Entry(
            "أعلن وقف دائم وشامل ونهائي وكامل وسريع",
            Language.Arabic,
            body: "جاء في ليبيا أن الخبر لم يكن عن شيء يخص أحدا هنا"
        ),
        RulesFolder.Entry("Le match s'est joué à Tripoli, en Libye", Language.French),
    ];

    [Fact]
    public void An_entry_that_meets_no_rule_costs_no_memory()
    {
        var set = RulesFolder.Of(Rules);
        var matches = 0;
        for (var round = 0; round < 2; round++)
            matches += WithoutMatch.Sum(entry => set.Match(entry).Count);

        var before = GC.GetAllocatedBytesForCurrentThread();
        foreach (var entry in WithoutMatch)
            matches += set.Match(entry).Count;

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(0, matches);
    }

    [Fact]
    public void Words_never_seen_before_cost_no_memory_either()
    {
        var set = RulesFolder.Of(Rules);
        var first = RulesFolder.Entry(
            "the quick brown foxes jumped over ten lazy dogs in الحديقة القديمة وبيوتها, and it is the "
                + "longer of the two"
        );
        var second = RulesFolder.Entry("two small green birds looked for some warm seed in المدرسة الجديدة وكتبها");
        set.Match(first);
        set.Match(first);

        var before = GC.GetAllocatedBytesForCurrentThread();
        set.Match(second);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void What_was_read_before_changes_no_match()
    {
        var set = RulesFolder.Of(Rules);

        Gen.Select(Gen.OneOf(Words).Array[1, 12], Gen.OneOf(LanguageCodes.All.ToArray()))
            .Holds(
                (words, language) =>
                {
                    var entry = RulesFolder.Entry(string.Join(' ', words), language);

                    return Shown(set.Match(entry)) == Shown(RulesFolder.Of(Rules).Match(entry));
                },
                cases: 60
            );
    }

    [Fact]
    public void More_words_than_are_kept_are_all_met()
    {
        // Each word comes when thousands of others have pushed it out, then again at once.
        var lexicon = new Lexicon();
        var ids = Enumerable
            .Range(0, 20_000)
            .Select(n => lexicon.Add(new TermWord($"w{n}x", WordKind.Inflected, Languages.English, WordTraits.None)))
            .ToList();
        var matched = new TermCache();

        foreach (var n in Enumerable.Range(0, ids.Count).Concat(Enumerable.Range(0, ids.Count)))
        {
            Assert.Equal(
                [ids[n]],
                matched
                    .IdsOf($"w{n}x", LetterHash.Compute($"w{n}x"), WordTraits.None, Language.English, lexicon)
                    .ToArray()
            );
            Assert.Equal(
                [ids[n]],
                matched
                    .IdsOf($"w{n}x", LetterHash.Compute($"w{n}x"), WordTraits.None, Language.English, lexicon)
                    .ToArray()
            );
        }
    }

    private static string Shown(IEnumerable<Match> matches) =>
        string.Join("; ", matches.Select(match => $"{match.Rule.Id}: {string.Join(", ", match.Spans)}"));
}
