using System.Diagnostics.Metrics;
using AlertBot.Runtime;

namespace AlertBot.Feeds;

/// <summary>Figures of polling. No feed is named: with ten thousand, each would be a series of its own.</summary>
internal sealed class FeedMetrics(IMeterFactory meters)
{
    private readonly Counter<long> _polls = meters
        .OfAlertBot()
        .CreateCounter<long>("alertbot.feed.polls", null, "Polls that were written down, by what the server answered");
    private readonly Counter<long> _entries = meters
        .OfAlertBot()
        .CreateCounter<long>("alertbot.feed.entries", null, "Entries not seen before");

    public void Polled(Poll poll) => _polls.Add(1, new KeyValuePair<string, object?>("outcome", OutcomeOf(poll)));

    public void Took(int entries) => _entries.Add(entries);

    public static string OutcomeOf(Poll poll) =>
        poll switch
        {
            Poll.Fresh => "fresh",
            Poll.Unchanged => "unchanged",
            Poll.Later => "later",
            Poll.Gone => "gone",
            Poll.TooCostly => "costly",
            _ => "broken",
        };
}
