using System.Globalization;
using AlertBot.Stories;
using AlertBot.Stories.Grouping;
using AlertBot.Stories.Weighing;

namespace AlertBot.Training.Stories;

/// <summary>
/// What a chat that takes all topics at once would be sent of a labelled stream, and how its stories agree with the
/// labels. Topics are those of the labels, so it measures events, stories and weight alone.
/// </summary>
internal sealed record DeskScore
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    /// <summary>Events a desk has to know, and those of them told within the hour.</summary>
    public (int InTime, int All) Must { get; init; }

    /// <summary>
    /// Messages that were the first word of their event, that told one again, and that were about a must event.
    /// </summary>
    public (int Right, int Again, int OfMust) Messages { get; init; }

    /// <summary>Pairs of one event that are in one story, and all.</summary>
    public (int Joined, int All) OneEvent { get; init; }

    /// <summary>Pairs in one story that are of one affair, and all.</summary>
    public (int Right, int All) OneAffair { get; init; }

    /// <summary>Pairs of entries of one language in one event, of written streams.</summary>
    public Tally Same { get; init; }

    public Tally Across { get; init; }

    public bool IsReal { get; init; }

    /// <summary>More is better: a missed event counts half as much again as one told twice.</summary>
    public double Worth =>
        IsReal
            ? (Messages.Right - Messages.Again - (1.5 * (Must.All - Must.InTime))) / Math.Max(1, Must.All)
            : 2 * (Same.F1 + Across.F1);

    /// <summary>More is better: mixed stories cost four times as much as split ones.</summary>
    public double StoryWorth =>
        IsReal ? Share(OneEvent) + Share(OneAffair) - (4 * Math.Max(0, 0.96 - Share(OneAffair))) : Same.F1 + Across.F1;

    /// <param name="stream">The stream.</param>
    /// <param name="model">How alike entries are.</param>
    /// <param name="counts">Which entries count.</param>
    /// <param name="isMust">Whether an entry says what a desk has to know; as its label says where null.</param>
    public static DeskScore Of(
        TrainingStream stream,
        SimilarityModel model,
        Func<TrainingEntry, bool> counts,
        Func<TrainingEntry, bool>? isMust = null
    )
    {
        var byId = stream.Entries.ToDictionary(entry => entry.Id);
        var grouper = new EventGrouper(model, matched =>
        {
            var entry = byId[matched.Stored.Id];
            var facts =
                matched.Matches.Count == 0 || (isMust is not null && !ReportForm.IsReport(matched.Stored.Entry))
                    ? default
                    : new ReportFacts(true, isMust?.Invoke(entry) ?? entry.IsMust != false, entry.FoundState, null);
            return _ => facts;
        });
        var (placed, sent, stories) = (new List<(TrainingEntry Entry, Placement At)>(), new List<TrainingEntry>(), 0L);
        var delivered = new HashSet<long>();
        foreach (var entry in stream.Entries.Where(e => e.Event is not null && counts(e)))
        {
            if (grouper.Place(entry.Matched, entry.Time) is not { } at)
                continue;
            if (at.Event.Story is { Id: 0 } story)
                grouper.Name(story, ++stories);
            placed.Add((entry, at));
            if (at.Event.IsAnnounced && at.Event.IsMust && delivered.Add(at.Event.Id))
                sent.Add(entry);
        }
        return Score(stream, placed, sent);
    }

    public static DeskScore operator +(DeskScore a, DeskScore b) =>
        new()
        {
            IsReal = a.IsReal,
            Must = (a.Must.InTime + b.Must.InTime, a.Must.All + b.Must.All),
            Messages = (
                a.Messages.Right + b.Messages.Right,
                a.Messages.Again + b.Messages.Again,
                a.Messages.OfMust + b.Messages.OfMust
            ),
            OneEvent = (a.OneEvent.Joined + b.OneEvent.Joined, a.OneEvent.All + b.OneEvent.All),
            OneAffair = (a.OneAffair.Right + b.OneAffair.Right, a.OneAffair.All + b.OneAffair.All),
            Same = a.Same + b.Same,
            Across = a.Across + b.Across,
        };

    public override string ToString()
    {
        var all = Messages.Right + Messages.Again;
        return IsReal
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"must within the hour {Share(Must):0.00} of {Must.All}; messages {all}, right "
                    + $"{(double)Messages.Right / Math.Max(1, all):0.00}, again "
                    + $"{(double)Messages.Again / Math.Max(1, Messages.Right):0.00} an event, about must "
                    + $"{(double)Messages.OfMust / Math.Max(1, all):0.00}; one event in one story "
                    + $"{Share(OneEvent):0.00}, one story of one affair {Share(OneAffair):0.00}"
            )
            : string.Create(CultureInfo.InvariantCulture, $"one event: within {Same}  across {Across}");
    }

    private static double Share((int Part, int All) of) => of.All == 0 ? 1 : (double)of.Part / of.All;

    private static DeskScore Score(
        TrainingStream stream,
        List<(TrainingEntry Entry, Placement At)> placed,
        List<TrainingEntry> sent
    )
    {
        var events = placed.GroupBy(p => p.Entry.Event!).ToDictionary(e => e.Key, e => e.Select(p => p.Entry).ToList());
        var must = events.Where(e => e.Value.Exists(entry => entry.IsMust == true)).Select(e => e.Key).ToHashSet();
        var first = sent.GroupBy(s => s.Event!).ToDictionary(s => s.Key, s => s.Min(entry => entry.Time));
        var score = new DeskScore
        {
            IsReal = stream.IsReal,
            Must = (
                must.Count(e => first.TryGetValue(e, out var at) && at - events[e].Min(x => x.Time) <= Hour),
                must.Count
            ),
            Messages = (first.Count, sent.Count - first.Count, sent.Count(s => must.Contains(s.Event!))),
        };
        for (var i = 0; i < placed.Count; i++)
        {
            for (var j = 0; j < i; j++)
                score = score.With(placed[i], placed[j]);
        }
        return score;
    }

    private DeskScore With((TrainingEntry Entry, Placement At) a, (TrainingEntry Entry, Placement At) b)
    {
        var isOne = a.Entry.Event == b.Entry.Event;
        var inOne = a.At.Event.Id == b.At.Event.Id;
        if (!IsReal)
        {
            if (!isOne && !inOne)
                return this;
            var tally = new Tally(isOne && inOne ? 1 : 0, inOne && !isOne ? 1 : 0, isOne && !inOne ? 1 : 0);
            return a.Entry.Language == b.Entry.Language
                ? this with
                {
                    Same = Same + tally,
                }
                : this with
                {
                    Across = Across + tally,
                };
        }
        var inStory = a.At.Event.Story?.Id == b.At.Event.Story?.Id;
        if (!isOne && !inStory)
            return this;
        return this with
        {
            OneEvent = (OneEvent.Joined + (isOne && inStory ? 1 : 0), OneEvent.All + (isOne ? 1 : 0)),
            OneAffair = (
                OneAffair.Right + (inStory && a.Entry.Thread == b.Entry.Thread ? 1 : 0),
                OneAffair.All + (inStory ? 1 : 0)
            ),
        };
    }
}
