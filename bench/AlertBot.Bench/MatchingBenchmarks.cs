using AlertBot.Feeds;
using AlertBot.Rules.Words;
using BenchmarkDotNet.Attributes;

namespace AlertBot.Bench;

/// <summary>One entry of 4 KB against all rules: a loop of Contains, reading the words alone, and the engine.</summary>
[MemoryDiagnoser]
public class MatchingBenchmarks
{
    private readonly WordList _words = new();
    private GeneratedRules _generated = null!;

    [Params(1_000, 10_000)]
    public int Rules { get; set; }

    [GlobalSetup]
    public void Compile() => _generated = new GeneratedRules(Rules);

    [Benchmark(Baseline = true)]
    public int Contains()
    {
        var found = 0;
        foreach (var phrase in _generated.Phrases)
            found += _generated.Entry.Body.Contains(phrase, StringComparison.OrdinalIgnoreCase) ? 1 : 0;
        return found;
    }

    /// <summary>The fastest naive loop there is, and no use: it tells neither case nor spelling nor words apart.</summary>
    [Benchmark]
    public int ContainsOrdinal()
    {
        var found = 0;
        foreach (var phrase in _generated.Phrases)
            found += _generated.Entry.Body.Contains(phrase, StringComparison.Ordinal) ? 1 : 0;
        return found;
    }

    [Benchmark]
    public int Words()
    {
        _words.Clear();
        _words.Read(_generated.Entry.Body, Field.Body);
        return _words.Count;
    }

    [Benchmark]
    public int Match() => _generated.Set.Match(_generated.Entry).Count;
}
