using AlertBot.Alerts;
using AlertBot.Rules;
using AlertBot.Stories;

namespace AlertBot.Cli;

/// <summary>
/// Runs entries through rules, stories, states and summaries as the service does, one after the other, keeping nothing.
/// </summary>
internal sealed class Replay(RuleSet rules, int summaryLength = Summary.Longest)
{
    private readonly StoryIndex _stories = new();
    private long _lastStory;
    private DateTimeOffset _lastTime;

    public ReplayAnswer Answer(ReplayItem item)
    {
        var entry = item.Entry;
        var matches = rules.Match(entry);
        // An entry without a date belongs to the time of those around it.
        _lastTime = entry.Published ?? _lastTime;
        if (matches.Count == 0 && !Sketch.NamesTheatre(entry))
            return new ReplayAnswer(item.Id, [], null, null, Summary.Of(entry, matches, summaryLength), []);
        var sketch = Sketch.Of(entry, matches.Select(m => m.Rule.Id), _lastTime);
        var story = _stories.Find(sketch) ?? ++_lastStory;
        _stories.Add(sketch, story);
        var state = State.Of(entry, sketch.Rules, reported: null);
        return new ReplayAnswer(
            item.Id,
            [.. matches.Select(m => m.Rule.Id)],
            $"story-{story}",
            state,
            Summary.Of(entry, matches, summaryLength),
            [.. matches.SelectMany(m => m.Spans.Select(s => ReplaySpan.Of(m.Rule.Id, s, entry)))]
        );
    }
}
