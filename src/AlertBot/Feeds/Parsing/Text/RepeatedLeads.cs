using AlertBot.Feeds.Entries;

namespace AlertBot.Feeds.Parsing.Text;

/// <summary>
/// Finds leads that one publisher gives to several entries of a day, and hides them. Such a lead is of a section, a
/// live page or a template: it says nothing of any of the entries, so it is neither matched nor summarised. Of what it
/// knows it keeps hashes, some fifty bytes a lead, so that a day of ten thousand feeds can stay in memory.
/// </summary>
internal sealed class RepeatedLeads
{
    /// <summary>An update or two of one report share its lead rightly.</summary>
    private const int Several = 3;

    // A shorter one ("Read the full story") is found as boilerplate, or says too little to matter.
    private const int ShortestLead = 40;
    private const int LongestLead = 600;

    private readonly Dictionary<(DateOnly Day, long Lead), Titles> _titles = [];

    /// <summary>Knows the leads of these entries, which one document lists.</summary>
    public static RepeatedLeads In(string publisher, IEnumerable<Entry> entries)
    {
        var leads = new RepeatedLeads();
        foreach (var entry in entries)
            leads.Add(publisher, entry);
        return leads;
    }

    /// <summary>Gets to know an entry's lead; the same entry may come again.</summary>
    /// <param name="publisher">Who gives it; others' leads are others'.</param>
    /// <param name="entry">The entry.</param>
    /// <param name="seen">When it was seen: the day of an entry without a date.</param>
    public void Add(string publisher, Entry entry, DateTimeOffset seen = default)
    {
        var lead = LeadOf(entry);
        if (lead.Length < ShortestLead)
            return;
        var key = KeyOf(publisher, entry, lead, seen);
        _titles[key] = _titles.GetValueOrDefault(key).With(EntryIdentity.Key(entry.Title));
    }

    /// <summary>The entry, with its lead among the boilerplate when several entries have it.</summary>
    /// <param name="publisher">Who gives it.</param>
    /// <param name="entry">The entry.</param>
    /// <param name="seen">When it was seen: the day of an entry without a date.</param>
    public Entry Hide(string publisher, Entry entry, DateTimeOffset seen = default)
    {
        var lead = LeadOf(entry);
        if (
            lead.Length < ShortestLead
            || _titles.GetValueOrDefault(KeyOf(publisher, entry, lead, seen)).Count < Several
        )
            return entry;
        var field = entry.Summary.Length > 0 ? Field.Summary : Field.Body;
        var span = new Span(field, 0, lead.Length);
        return entry.Boilerplate.Contains(span) ? entry : entry with { Boilerplate = [.. entry.Boilerplate, span] };
    }

    /// <summary>Forgets what was before a day.</summary>
    public void ForgetBefore(DateOnly day)
    {
        foreach (var key in _titles.Keys.Where(key => key.Day < day).ToList())
            _titles.Remove(key);
    }

    private static ReadOnlySpan<char> LeadOf(Entry entry)
    {
        var text = entry.Summary.Length > 0 ? entry.Summary : entry.Body;
        return text.AsSpan(0, Math.Min(text.Length, LongestLead));
    }

    private static (DateOnly Day, long Lead) KeyOf(
        string publisher,
        Entry entry,
        ReadOnlySpan<char> lead,
        DateTimeOffset seen
    ) => (DateOnly.FromDateTime((entry.Published ?? seen).UtcDateTime), EntryIdentity.Key(publisher, lead));

    /// <summary>The first two headlines of a lead, and how many different ones it stood under, up to three.</summary>
    private readonly record struct Titles(long First, long Second, int Count)
    {
        public Titles With(long title) =>
            Count switch
            {
                0 => new Titles(title, 0, 1),
                1 when title != First => this with { Second = title, Count = 2 },
                2 when title != First && title != Second => this with { Count = Several },
                _ => this,
            };
    }
}
