using System.Collections.Concurrent;
using AlertBot.Feeds;

namespace AlertBot.Rules;

/// <summary>A rule an entry nearly meets, and what is missing, in words.</summary>
internal sealed record NearMiss(Rule Rule, IReadOnlyList<string> Missing);

/// <summary>Rules that belong together, compiled. Safe for use by many threads.</summary>
internal sealed class RuleSet
{
    private readonly RuleIndex _index;
    private readonly Condition[] _conditions;

    // Buffers that have grown to the size of an entry; one for each thread that matches at the same time.
    private readonly ConcurrentBag<Sight> _sights = [];

    /// <param name="version">Names the content of the files.</param>
    /// <param name="rules">Sorted by id.</param>
    /// <param name="conditions">One for each rule.</param>
    /// <param name="index">The concepts the conditions speak of.</param>
    public RuleSet(string version, IReadOnlyList<Rule> rules, Condition[] conditions, RuleIndex index) =>
        (Version, Rules, _conditions, _index) = (version, rules, conditions, index);

    /// <summary>A short hash of the files; stored with each match.</summary>
    public string Version { get; }

    public IReadOnlyList<Rule> Rules { get; }

    /// <summary>The rules the entry meets, sorted by id.</summary>
    public IReadOnlyList<Match> Match(Entry entry) => Look(entry, sight =>
    {
        List<Match>? matches = null;
        var marks = new List<Hit>();
        foreach (var rule in Candidates(sight))
        {
            marks.Clear();
            if (_conditions[rule].Holds(sight, FieldSet.Whole, marks))
                (matches ??= []).Add(new Match(Rules[rule], Spans(sight, marks)));
        }
        return matches is null ? (IReadOnlyList<Match>)[] : matches;
    });

    /// <summary>The rules of which something is seen but not enough, sorted by id.</summary>
    public IReadOnlyList<NearMiss> NearMisses(Entry entry) => Look(entry, sight => (IReadOnlyList<NearMiss>)
    [
        .. Candidates(sight).Where(rule => !_conditions[rule].Holds(sight, FieldSet.Whole, []))
            .Select(rule => new NearMiss(Rules[rule], [.. _conditions[rule].Missing(sight, FieldSet.Whole)])),
    ]);

    private T Look<T>(Entry entry, Func<Sight, T> look)
    {
        if (!_sights.TryTake(out var sight))
            sight = new Sight(_index);
        sight.Read(entry);
        var answer = look(sight);
        _sights.Add(sight);
        return answer;
    }

    private IEnumerable<int> Candidates(Sight sight) => sight.Concepts.SelectMany(_index.RulesOf).Distinct().Order();

    /// <summary>In the order of the text; a span inside another is left out.</summary>
    private static List<Span> Spans(Sight sight, List<Hit> marks)
    {
        var spans = new List<Span>();
        foreach (var span in marks.Select(sight.SpanOf).Distinct().OrderBy(s => s.Field).ThenBy(s => s.Start).ThenByDescending(s => s.Length))
        {
            if (spans.Count == 0 || spans[^1].Field != span.Field || span.Start + span.Length > spans[^1].Start + spans[^1].Length)
                spans.Add(span);
        }
        return spans;
    }
}
