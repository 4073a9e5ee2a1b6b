using System.Diagnostics;
using System.Runtime.CompilerServices;
using AlertBot.Feeds.Parsing.Text;

namespace AlertBot.RuleTesting;

/// <summary>
/// Hides the leads that a publisher repeats, as the service does for what one document lists. A replay has no
/// documents: it looks so many entries ahead.
/// </summary>
internal static class ReplayLeads
{
    private const int LookAhead = 1_000;
    private const int DaysKept = 2;

    /// <summary>The items, with repeated leads hidden.</summary>
    /// <param name="items">In the order of time, as far as they are.</param>
    /// <param name="watch">Runs while entries are made, which is part of the work.</param>
    /// <param name="ct">Cancels.</param>
    public static async IAsyncEnumerable<ReplayItem> HideRepeated(
        this IAsyncEnumerable<ReplayItem> items,
        Stopwatch watch,
        [EnumeratorCancellation] CancellationToken ct
    )
    {
        var leads = new RepeatedLeads();
        await foreach (var some in items.Chunk(LookAhead).WithCancellation(ct))
        {
            watch.Start();
            foreach (var item in some)
                leads.Add(item.Publisher, item.Entry);
            watch.Stop();
            foreach (var item in some)
                yield return item.With(entry => leads.Hide(item.Publisher, entry));
            if (some.Max(item => item.Entry.Published) is { } last)
                leads.ForgetBefore(DateOnly.FromDateTime(last.UtcDateTime).AddDays(-DaysKept));
        }
    }
}
