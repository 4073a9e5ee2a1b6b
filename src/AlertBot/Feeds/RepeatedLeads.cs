namespace AlertBot.Feeds;

/// <summary>
/// Finds leads that one publisher gives to several entries of a day, and hides them. Such a lead is of a section, a
/// live page or a template: it says nothing of any of the entries, so it is neither matched nor summarised.
/// </summary>
internal sealed class RepeatedLeads
{
    /// <summary>An update or two of one report share its lead rightly.</summary>
    private const int Several = 3;

    // A shorter one ("Read the full story") is found as boilerplate, or says too little to matter.
    private const int ShortestLead = 40;
    private const int LongestLead = 600;

    private readonly Dictionary<(string Publisher, DateOnly Day, string Lead), HashSet<string>> _titles = [];

    /// <summary>Knows the leads of these entries, which one document lists.</summary>
    public static RepeatedLeads In(string publisher, IEnumerable<Entry> entries)
    {
        var leads = new RepeatedLeads();
        foreach (var entry in entries)
            leads.Add(publisher, entry);
        return leads;
    }

    public void Add(string publisher, Entry entry)
    {
        if (LeadOf(entry) is not { Length: >= ShortestLead } lead)
            return;
        var key = (publisher, DayOf(entry), lead);
        if (!_titles.TryGetValue(key, out var titles))
            _titles.Add(key, titles = new HashSet<string>(StringComparer.Ordinal));
        if (titles.Count < Several)
            titles.Add(entry.Title);
    }

    /// <summary>The entry, with its lead among the boilerplate when several entries have it.</summary>
    public Entry Hide(string publisher, Entry entry)
    {
        var lead = LeadOf(entry);
        var key = (publisher, DayOf(entry), lead);
        if (!_titles.TryGetValue(key, out var titles) || titles.Count < Several)
            return entry;
        var field = entry.Summary.Length > 0 ? Field.Summary : Field.Body;
        return entry with { Boilerplate = [.. entry.Boilerplate, new Span(field, 0, lead.Length)] };
    }

    /// <summary>Forgets what was before a day.</summary>
    public void ForgetBefore(DateOnly day)
    {
        foreach (var key in _titles.Keys.Where(key => key.Day < day).ToList())
            _titles.Remove(key);
    }

    private static string LeadOf(Entry entry)
    {
        var text = entry.Summary.Length > 0 ? entry.Summary : entry.Body;
        return text.Length <= LongestLead ? text : text[..LongestLead];
    }

    private static DateOnly DayOf(Entry entry) =>
        entry.Published is { } published ? DateOnly.FromDateTime(published.UtcDateTime) : DateOnly.MinValue;
}
