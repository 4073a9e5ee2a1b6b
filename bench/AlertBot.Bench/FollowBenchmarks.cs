using AlertBot.Feeds.Entries;
using AlertBot.Localization;
using AlertBot.Rules;
using AlertBot.Rules.Follows;
using BenchmarkDotNet.Attributes;

namespace AlertBot.Bench;

/// <summary>
/// One entry of 4 KB against 1,000 rules, and against those and what 10,000 chats follow, twenty words or pairs of
/// words each, all different: each call takes the next of many entries.
/// </summary>
[Config(typeof(ShortConfig))]
public class FollowBenchmarks
{
    private const int EntryCount = 64;
    private const int RuleCount = 1_000;
    private const int FollowCount = 10_000 * 20;

    private RuleSet _rules = null!;
    private RuleSet _follows = null!;
    private Entry[] _entries = null!;
    private int _next;

    [Params(Text.ArabicNews, Text.EnglishNews)]
    public Text Text { get; set; }

    private Language Language => Text == Text.ArabicNews ? Language.Arabic : Language.English;

    private Entry Entry => _entries[_next++ % EntryCount];

    [GlobalSetup]
    public void Compile()
    {
        var rules = new GeneratedRules(RuleCount, Language);
        _entries = GeneratedEntries.News(rules, EntryCount);
        _rules = rules.Compile();
        var random = new Random(20261129);
        _follows = FollowCompiler.Compile(
            Enumerable
                .Range(0, FollowCount)
                .Select(number => number % 2 == 0 ? Word(random) : $"{Word(random)} {Word(random)}")
                .Select(Parse),
            _ => []
        );
    }

    [Benchmark(Baseline = true)]
    public int Rules() => _rules.Match(Entry).Count;

    [Benchmark]
    public int RulesAndFollows()
    {
        var (own, followed) = _rules.MatchWith(_follows, Entry);
        return own.Count + followed.Count;
    }

    private string Word(Random random) => MadeUpWord.Of(Language, random);

    private static FollowExpression Parse(string text) =>
        FollowExpression.TryParse(text, out var expression, out var fault)
            ? expression
            : throw new InvalidOperationException($"{text}: {fault}");
}
