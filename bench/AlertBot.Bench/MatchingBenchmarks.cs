using System.Buffers;
using System.Text.RegularExpressions;
using AlertBot.Bench.Rivals;
using AlertBot.Feeds.Entries;
using AlertBot.Localization;
using AlertBot.Rules;
using AlertBot.Rules.Words;
using BenchmarkDotNet.Attributes;

namespace AlertBot.Bench;

/// <summary>What the entries are made of.</summary>
public enum Text
{
    ArabicNews,
    EnglishNews,
    FrenchNews,

    /// <summary>Arabic without a word that comes again: the worst there is for what remembers.</summary>
    ArabicNewWords,
}

/// <summary>
/// One entry of 4 KB against all rules, by our engine and by what a rival would take: each call takes the next of many
/// entries. Only ours and Lucene's know forms of words and where one ends; the others find less, or what is none.
/// </summary>
[Config(typeof(ShortConfig))]
public class MatchingBenchmarks : IDisposable
{
    private const int EntryCount = 64;

    private readonly WordList _words = new();
    private GeneratedRules _rules = null!;
    private Entry[] _entries = null!;
    private RuleSet _set = null!;
    private Regex[] _regexes = null!;
    private SearchValues<string> _searchValues = null!;
    private AhoCorasick _ahoCorasick = null!;
    private LucenePercolator _percolator = null!;
    private int _next;

    [Params(1_000, 10_000)]
    public int Rules { get; set; }

    [ParamsAllValues]
    public Text Text { get; set; }

    private Entry Entry => _entries[_next++ % EntryCount];

    [GlobalSetup(Targets = [nameof(Contains), nameof(ContainsOrdinal), nameof(Words)])]
    public void Generate()
    {
        _rules = new GeneratedRules(
            Rules,
            Text switch
            {
                Text.EnglishNews => Language.English,
                Text.FrenchNews => Language.French,
                _ => Language.Arabic,
            }
        );
        _entries =
            Text == Text.ArabicNewWords
                ? GeneratedEntries.NewWords(_rules, EntryCount)
                : GeneratedEntries.News(_rules, EntryCount);
    }

    [GlobalSetup(Target = nameof(Match))]
    public void Compile()
    {
        Generate();
        _set = _rules.Compile();
    }

    [GlobalSetup(Target = nameof(RegexPerRule))]
    public void CompileRegexes()
    {
        Generate();
        _regexes =
        [
            .. _rules
                .Phrases.Chunk(2)
                .Select(rule => new Regex(
                    $@"\b(?:{string.Join('|', rule.Select(Regex.Escape))})\b",
                    RegexOptions.Compiled | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
                )),
        ];
    }

    [GlobalSetup(Target = nameof(SearchValuesOfAll))]
    public void CreateSearchValues()
    {
        Generate();
        _searchValues = SearchValues.Create([.. _rules.Phrases], StringComparison.OrdinalIgnoreCase);
    }

    [GlobalSetup(Target = nameof(DenseAhoCorasick))]
    public void BuildAhoCorasick()
    {
        Generate();
        _ahoCorasick = new AhoCorasick(_rules.Phrases);
        Console.WriteLine($"// the automaton's table takes {_ahoCorasick.Bytes / 1_000_000} MB");
    }

    [GlobalSetup(Target = nameof(LuceneMemoryIndex))]
    public void BuildPercolator()
    {
        Generate();
        _percolator = new LucenePercolator(_rules.Phrases, _rules.Language);
    }

    /// <summary>
    /// The naive loop: <see cref="StringComparison.OrdinalIgnoreCase"/>, which asks no culture and is the fastest that
    /// ignores case.
    /// </summary>
    [Benchmark(Baseline = true)]
    public int Contains() => CountContained(StringComparison.OrdinalIgnoreCase);

    /// <summary>The naive loop that tells capitals apart, and so misses what a headline writes with one.</summary>
    [Benchmark]
    public int ContainsOrdinal() => CountContained(StringComparison.Ordinal);

    [Benchmark]
    public int RegexPerRule()
    {
        var body = Entry.Body;
        var found = 0;
        foreach (var regex in _regexes)
            found += regex.IsMatch(body) ? 1 : 0;
        return found;
    }

    /// <summary>Says where a phrase stands, not which.</summary>
    [Benchmark]
    public int SearchValuesOfAll()
    {
        var rest = Entry.Body.AsSpan();
        var found = 0;
        for (var at = rest.IndexOfAny(_searchValues); at >= 0; at = rest.IndexOfAny(_searchValues))
        {
            found++;
            rest = rest[(at + 1)..];
        }
        return found;
    }

    [Benchmark]
    public int DenseAhoCorasick() => _ahoCorasick.Count(Entry.Body);

    [Benchmark]
    public int LuceneMemoryIndex() => _percolator.Count(Entry.Body);

    /// <summary>Reading and folding the words, which every search for words begins with.</summary>
    [Benchmark]
    public int Words()
    {
        var entry = Entry;
        _words.Clear();
        _words.AddText(entry.Title, Field.Title);
        _words.AddText(entry.Body, Field.Body);
        return _words.Count;
    }

    [Benchmark]
    public int Match() => _set.Match(Entry).Count;

    [GlobalCleanup]
    public void Dispose()
    {
        _percolator?.Dispose();
        GC.SuppressFinalize(this);
    }

    private int CountContained(StringComparison comparison)
    {
        var body = Entry.Body;
        var found = 0;
        foreach (var phrase in _rules.Phrases)
            found += body.Contains(phrase, comparison) ? 1 : 0;
        return found;
    }
}
