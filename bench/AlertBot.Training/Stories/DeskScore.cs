using System.Globalization;
using AlertBot.Stories;
using AlertBot.Stories.Grouping;

namespace AlertBot.Training.Stories;

/// <summary>
/// What a chat that takes all topics at once would be sent of a labelled stream, and how its stories agree with the
/// labels.
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

    /// <summary>Messages about no topic.</summary>
    public int Noise { get; init; }

    /// <summary>Pairs of one event that are in one story, and all.</summary>
    public (int Joined, int All) OneEvent { get; init; }

    /// <summary>Pairs in one story that are of one affair, and all.</summary>
    public (int Right, int All) OneAffair { get; init; }

    /// <summary>Pairs of entries of one language in one event, of written streams.</summary>
    public Tally Same { get; init; }

    public Tally Across { get; init; }

    public bool IsReal { get; init; }

    /// <summary>More is better: mixed stories cost four times as much as split ones.</summary>
    public double StoryWorth =>
        IsReal ? Share(OneEvent) + Share(OneAffair) - (4 * Math.Max(0, 0.96 - Share(OneAffair))) : Same.F1 + Across.F1;

    /// <summary>
    /// Of the labelled entries alone, with the topics and the weight that their readers give them.
    /// </summary>
    /// <param name="stream">The stream.</param>
    /// <param name="model">How alike entries are.</param>
    /// <param name="counts">Which entries count.</param>
    public static DeskScore Of(TrainingStream stream, SimilarityModel model, Func<TrainingEntry, bool> counts)
    {
        var byId = stream.Entries.ToDictionary(entry => entry.Id);
        var grouper = new EventGrouper(model, matched =>
        {
            var entry = byId[matched.Stored.Id];
            var facts =
                matched.Matches.Count == 0
                    ? default
                    : new ReportFacts(true, entry.IsMust != false, entry.FoundState, null);
            return _ => facts;
        });
        var (placed, stories) = (new List<(TrainingEntry Entry, Placement At)>(), 0L);
        foreach (var entry in stream.Entries.Where(e => e.Event is not null && counts(e)))
        {
            if (grouper.Place(entry.Matched, entry.Time) is not { } at)
                continue;
            if (at.Event.Story is { Id: 0 } story)
                grouper.Name(story, ++stories);
            placed.Add((entry, at));
        }
        return new DeskScore { IsReal = stream.IsReal }.WithPairs(placed);
    }

    /// <summary>
    /// Of a stream run as the service runs it, with the rules' topics, the shipped states and weight, and every entry;
    /// for each of some parts of it, what the entries of that part set off is counted, as the outside measure counts
    /// it.
    /// </summary>
    public static IReadOnlyList<DeskScore> OfReplay(
        TrainingStream stream,
        SimilarityModel model,
        params IReadOnlyList<Func<TrainingEntry, bool>> parts
    )
    {
        var grouper = new EventGrouper(model);
        var (placed, sent, stories) = (new List<(TrainingEntry Entry, Placement At)>(), new List<TrainingEntry>(), 0L);
        var delivered = new HashSet<long>();
        foreach (var entry in stream.Entries)
        {
            grouper.DropExpired(entry.Time);
            if (grouper.Place(entry.Found, entry.Time) is not { } at)
                continue;
            if (at.Event.Story is { Id: 0 } story)
                grouper.Name(story, ++stories);
            if (entry is { IsInWindow: true, IsSure: true, Found.Matches.Count: > 0 })
                placed.Add((entry, at));
            if (at.Event.IsAnnounced && at.Event.IsMust && delivered.Add(at.Event.Id) && entry.IsInWindow)
                sent.Add(entry);
        }
        return
        [
            .. parts.Select(counts => OfMessages(stream, sent, counts).WithPairs(placed.FindAll(p => counts(p.Entry)))),
        ];
    }

    public static DeskScore operator +(DeskScore a, DeskScore b) =>
        new()
        {
            IsReal = a.IsReal,
            Noise = a.Noise + b.Noise,
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
        var all = Messages.Right + Messages.Again + Noise;
        return IsReal
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"must within the hour {Share(Must):0.00} of {Must.All}; messages {all}, right "
                    + $"{(double)Messages.Right / Math.Max(1, all):0.00}, again "
                    + $"{(double)Messages.Again / Math.Max(1, Messages.Right):0.00} an event, about no topic "
                    + $"{(double)Noise / Math.Max(1, all):0.00}, about must "
                    + $"{(double)Messages.OfMust / Math.Max(1, all):0.00}; one event in one story "
                    + $"{Share(OneEvent):0.00}, one story of one affair {Share(OneAffair):0.00}"
            )
            : string.Create(CultureInfo.InvariantCulture, $"one event: within {Same}  across {Across}");
    }

    private static double Share((int Part, int All) of) => of.All == 0 ? 1 : (double)of.Part / of.All;

    /// <summary>A message is the first word of its event, tells it again, or is about no topic.</summary>
    private static DeskScore OfMessages(
        TrainingStream stream,
        List<TrainingEntry> sent,
        Func<TrainingEntry, bool> counts
    )
    {
        var events = stream.Entries.Where(e => e.Event is not null).GroupBy(e => e.Event!).ToDictionary(e => e.Key);
        var known = events.Where(e => e.Value.Any(x => x.IsSure)).Select(e => e.Key).ToHashSet();
        var must = known.Where(e => events[e].Any(x => x is { IsMust: true, IsSure: true })).ToHashSet();
        var first = new Dictionary<string, DateTimeOffset>();
        var (right, again, ofMust, noise) = (0, 0, 0, 0);
        foreach (var message in sent)
        {
            var one = counts(message) ? 1 : 0;
            if (message.Event is null)
                noise += one;
            else if (known.Contains(message.Event))
            {
                var isFirst = first.TryAdd(message.Event, message.Time);
                (right, again) = isFirst ? (right + one, again) : (right, again + one);
                ofMust += must.Contains(message.Event) ? one : 0;
            }
        }
        var judged = must.Where(e => counts(events[e].MinBy(x => x.Time)!)).ToList();
        return new DeskScore
        {
            IsReal = stream.IsReal,
            Noise = noise,
            Must = (
                judged.Count(e => first.TryGetValue(e, out var at) && at - events[e].Min(x => x.Time) <= Hour),
                judged.Count
            ),
            Messages = (right, again, ofMust),
        };
    }

    private DeskScore WithPairs(List<(TrainingEntry Entry, Placement At)> placed)
    {
        var score = this;
        for (var i = 0; i < placed.Count; i++)
        {
            for (var j = 0; j < i; j++)
                score = score.With(placed[i], placed[j]);
        }
        return score;
    }

    private DeskScore With((TrainingEntry Entry, Placement At) a, (TrainingEntry Entry, Placement At) b)
    {
        if (a.Entry.Reader != b.Entry.Reader)
            return this;
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
