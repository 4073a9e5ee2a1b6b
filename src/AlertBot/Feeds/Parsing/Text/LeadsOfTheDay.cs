using AlertBot.Feeds.Entries;

namespace AlertBot.Feeds.Parsing.Text;

/// <summary>
/// Hides the leads that a publisher repeats, whether one document lists the entries or the polls of one day bring them
/// one after the other. Of earlier polls it knows what this process has read since yesterday; a feed's document lists
/// most of that again after a start.
/// </summary>
internal sealed class LeadsOfTheDay(TimeProvider clock)
{
    private readonly Lock _lock = new();
    private readonly RepeatedLeads _recent = new();
    private DateOnly _today;

    /// <summary>Reads a document, and says how each of its entries is to be matched.</summary>
    public Func<Entry, Entry> HideRepeated(string publisher, IReadOnlyList<Entry> entries)
    {
        var now = clock.GetUtcNow();
        var yesterday = DateOnly.FromDateTime(now.UtcDateTime).AddDays(-1);
        // A lead counts by the day of its entry, so one of the two knows all that share it.
        var earlier = RepeatedLeads.In(publisher, entries.Where(entry => !IsRecent(entry)));
        lock (_lock)
        {
            MoveTo(yesterday.AddDays(1));
            foreach (var entry in entries.Where(IsRecent))
                _recent.Add(publisher, entry, now);
        }
        return entry =>
        {
            if (!IsRecent(entry))
                return earlier.Hide(publisher, entry);
            lock (_lock)
                return _recent.Hide(publisher, entry, now);
        };

        bool IsRecent(Entry entry) =>
            entry.Published is not { } published || DateOnly.FromDateTime(published.UtcDateTime) >= yesterday;
    }

    private void MoveTo(DateOnly today)
    {
        if (today == _today)
            return;
        _today = today;
        _recent.ForgetBefore(today.AddDays(-1));
    }
}
