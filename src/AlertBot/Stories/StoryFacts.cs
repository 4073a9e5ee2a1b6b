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
    /// <summary>
    /// A story of many weeks names no more than that; beyond it, what is new would be anybody's guess.
    /// </summary>
    private const int MostNamed = 400;

    private static readonly List<string> Steps = ["announced", "under-way", "agreed", "signed"];

    public string? State => States.Count > 0 ? States[^1] : null;

    /// <summary>Who acts in it and which figures were given so far.</summary>
    public Naming Naming { get; init; } = Naming.Nothing;

    /// <summary>What one entry reports.</summary>
    public static StoryFacts Of(MatchedEntry entry, string? state) =>
        new(
            state is null ? [] : [state],
            entry.Matches.Count > 0 ? entry.Matches.Max(m => m.Rule.Urgency) : Urgency.Low,
            TollIn(entry.Stored.Entry)
        )
        {
            Naming = Naming.Of(entry.Stored.Entry),
        };

    /// <summary>Both together.</summary>
    public StoryFacts With(StoryFacts news) =>
        new(
            [.. States, .. news.States.Except(States)],
            news.Urgency > Urgency ? news.Urgency : Urgency,
            news.Toll is { } toll && (Toll is null || toll > Toll) ? toll : Toll
        )
        {
            Naming = Naming with
            {
                All = Naming.All.Union(news.Naming.All).Take(MostNamed).ToHashSet(StringComparer.Ordinal),
            },
        };

    /// <summary>
    /// What <paramref name="news"/> adds that is worth a word; null when it is only another report. A state comes up
    /// once: desks that waver between two must not set off a message at each turn. Where nothing was reported before,
    /// the first state is no change.
    /// </summary>
    public LocalText? Development(StoryFacts news)
    {
        if (State is { } before && news.State is { } now && MovesOn(now))
            return StateNames.Change(before, now);
        if (Toll is { } dead && news.Toll > dead)
            return new LocalText
            {
                Ar = $"القتلى: {dead} ← {news.Toll}",
                En = $"dead: {dead} → {news.Toll}",
                Fr = $"morts : {dead} → {news.Toll}",
            };
        if (news.Urgency > Urgency)
            return new LocalText
            {
                Ar = "أكثر إلحاحا",
                En = "more urgent",
                Fr = "plus urgent",
            };
        return New(news.Naming) is { Length: > 0 } words
            ? new LocalText
            {
                Ar = $"جديد: {words}",
                En = $"new: {words}",
                Fr = $"nouveau : {words}",
            }
            : null;
    }

    /// <summary>What a headline names that no report of the story had, in its words. </summary>
    private string New(Naming news) =>
        Naming.All.Count >= MostNamed || Naming.All.Contains(Naming.Unknown)
            ? ""
            : string.Join(
                ", ",
                news.Headline.Where(named => !Naming.Knows(named.Key)).Select(named => named.Words).Take(3)
            );

    /// <summary>Towards a signature only forwards; what runs against it, once.</summary>
    private bool MovesOn(string state)
    {
        var step = Steps.IndexOf(state);
        return step < 0 ? !States.Contains(state) : step > States.Max(Steps.IndexOf);
    }

    /// <summary>
    /// The greatest figure of a headline that speaks of dead. Larger ones than a day of war brings are years, sums or
    /// distances.
    /// </summary>
    private static long? TollIn(Entry entry)
    {
        const long most = 2000;
        var headline = entry with { Summary = "", Body = "" };
        if (!Glossary.Events.Find(headline).Any(found => found.Concept == "a-kill"))
            return null;
        var figures = Figures
            .In(entry.Title)
            .Select(f => long.TryParse(f, out var n) ? n : 0)
            .Where(n => n is > 0 and < most)
            .ToList();
        return figures.Count > 0 ? figures.Max() : null;
    }
}
