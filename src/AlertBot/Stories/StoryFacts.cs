using AlertBot.Config;
using AlertBot.Feeds;
using AlertBot.Rules;

namespace AlertBot.Stories;

/// <summary>What has been told of a story, so that only what is new moves it on.</summary>
/// <param name="States">States reported so far, each once, the last one last.</param>
/// <param name="Urgency">The highest so far.</param>
/// <param name="Toll">The most dead reported so far; null when none.</param>
internal sealed record StoryFacts(IReadOnlyList<string> States, Urgency Urgency, long? Toll)
{
    private static readonly List<string> Steps = ["announced", "under-way", "agreed", "signed"];

    public string? State => States.Count > 0 ? States[^1] : null;

    /// <summary>What one entry reports.</summary>
    public static StoryFacts Of(MatchedEntry entry, string? state) => new(
        state is null ? [] : [state],
        entry.Matches.Count > 0 ? entry.Matches.Max(m => m.Rule.Urgency) : Urgency.Low,
        TollIn(entry.Stored.Entry));

    /// <summary>Both together.</summary>
    public StoryFacts With(StoryFacts news) => new(
        [.. States, .. news.States.Except(States)],
        news.Urgency > Urgency ? news.Urgency : Urgency,
        news.Toll is { } toll && (Toll is null || toll > Toll) ? toll : Toll);

    /// <summary>
    /// What <paramref name="news"/> adds that is worth a word; null when it is only another report. A state comes up once: desks that
    /// waver between two must not set off a message at each turn. Where nothing was reported before, the first state is no change.
    /// </summary>
    public LocalText? Development(StoryFacts news)
    {
        if (State is { } before && news.State is { } now && MovesOn(now))
            return StateNames.Change(before, now);
        if (Toll is { } dead && news.Toll > dead)
            return new LocalText { Ar = $"القتلى: {dead} ← {news.Toll}", En = $"dead: {dead} → {news.Toll}", Fr = $"morts : {dead} → {news.Toll}" };
        return news.Urgency > Urgency ? new LocalText { Ar = "أكثر إلحاحا", En = "more urgent", Fr = "plus urgent" } : null;
    }

    /// <summary>Towards a signature only forwards; what runs against it, once.</summary>
    private bool MovesOn(string state)
    {
        var step = Steps.IndexOf(state);
        return step < 0 ? !States.Contains(state) : step > States.Max(Steps.IndexOf);
    }

    /// <summary>The greatest figure of a headline that speaks of dead. Larger ones than a day of war brings are years, sums or distances.</summary>
    private static long? TollIn(Entry entry)
    {
        const long most = 2000;
        var headline = entry with { Summary = "", Body = "" };
        if (!Glossary.Events.Find(headline).Any(found => found.Concept == "a-kill"))
            return null;
        var figures = Figures.In(entry.Title).Select(f => long.TryParse(f, out var n) ? n : 0).Where(n => n is > 0 and < most).ToList();
        return figures.Count > 0 ? figures.Max() : null;
    }
}
