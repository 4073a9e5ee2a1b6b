using AlertBot.Feeds;
using AlertBot.Feeds.Entries;
using AlertBot.Rules;
using AlertBot.Stories.Grouping;

namespace AlertBot.Training.Stories;

/// <summary>Finds the weights of <see cref="SimilarityModel"/> and its thresholds.</summary>
internal static class StoryTraining
{
    /// <summary>
    /// The log-odds to join an event by its most alike report, and on average: chosen by hand where days held back were
    /// told best. Learned, they followed the days they were learned from.
    /// </summary>
    private const double Join = -1.5;

    private const double Mean = -2.5;

    private static readonly double[] Follows = [2, 3, 4, 5, 6.5, 8];

    private static readonly int FirstRole = PairFeatures.Names.Index().First(m => m.Item == "same-subject").Index;
    private static readonly int Apart = PairFeatures.Names.Index().First(m => m.Item == "days-apart").Index;
    private static readonly int Hours = PairFeatures.Names.Index().First(m => m.Item == "same-hours").Index;

    /// <summary>
    /// How much a pair that is only shown as if it were near counts. More costs recall on the written time line, less
    /// precision on a dense one.
    /// </summary>
    private const double FarWeight = 0.1;

    /// <summary>A swallowed event is worse than a doubled one.</summary>
    private const double FalseJoinCost = 1;

    /// <summary>Of so many pairs of two events one is learned from, for all of them.</summary>
    private const int OtherEvents = 4;

    private const double Ridge = 2;

    /// <summary>Measures that two entries of different languages do not have.</summary>
    private static readonly HashSet<string> OfOneLanguage =
    [
        "headline-words",
        "words",
        "rarest-words",
        "one-publisher",
        "one-statement",
    ];

    private static readonly Feed Source = new()
    {
        Id = 0,
        Url = new Uri("https://example.com/"),
        Publisher = "Example",
    };

    private sealed record Example(double[] Measures, bool SameLanguage, bool IsSame, bool? IsOneAffair, double Weight);

    /// <param name="streams">Each a time line of its own.</param>
    /// <param name="trains">Which entries may be learned from.</param>
    public static SimilarityModel Fit(
        IReadOnlyList<TrainingStream> streams,
        Func<TrainingStream, TrainingEntry, bool> trains
    )
    {
        var examples = streams.SelectMany(stream => Examples(stream, entry => trains(stream, entry))).ToList();
        var affairs = examples.Where(e => e.IsOneAffair is not null).ToList();
        var fitted = new SimilarityModel(
            Weigh(examples, e => e.IsSame, FalseJoinCost),
            Weigh(
                affairs.ConvertAll(e => e with { Measures = WithoutRoles(e.Measures) }),
                e => e.IsOneAffair == true,
                1
            ),
            Join,
            Mean,
            0
        );
        return Follows
            .Select(follow => fitted with { Follow = follow })
            .MaxBy(choice =>
                streams.Sum(stream => DeskScore.Of(stream, choice, entry => trains(stream, entry)).StoryWorth)
            )!;
    }

    /// <summary>The event that the shipped model puts each entry in.</summary>
    public static IReadOnlyList<long?> EventsOf(IReadOnlyList<LabelledEntry> stream)
    {
        var grouper = new EventGrouper();
        return
        [
            .. stream.Select(
                (labelled, i) =>
                    grouper
                        .Place(
                            new MatchedEntry(
                                new StoredEntry(i + 1, Source, labelled.Entry, labelled.Entry.Published!.Value),
                                labelled.Matches
                            ),
                            labelled.Entry.Published!.Value
                        )
                        ?.Event.Id
            ),
        ];
    }

    /// <summary>Who does what tells events apart; one affair has many doers.</summary>
    private static double[] WithoutRoles(double[] measures) =>
        [.. measures.Select((measure, i) => i >= FirstRole && i < measures.Length - 1 ? 0 : measure)];

    private static PairWeights Weigh(List<Example> examples, Func<Example, bool> isTrue, double falseCost)
    {
        var (same, across) = (examples.FindAll(e => e.SameLanguage), examples.FindAll(e => !e.SameLanguage));
        // Labelled pairs of two languages are few and of few wars: learned around what tells pairs of one language
        // apart once their words are hidden.
        var hidden = Fit(same.ConvertAll(e => e with { Measures = WithoutWords(e.Measures) }), around: null);
        return new PairWeights(Fit(same, around: null), Fit(across, hidden));

        double[] Fit(List<Example> some, double[]? around) =>
            Logistic.Fit(
                [.. some.Select(e => e.Measures)],
                [.. some.Select(isTrue)],
                [.. some.Select(e => e.Weight * (isTrue(e) ? 1 : falseCost))],
                Ridge,
                around
            );
    }

    /// <summary>As if the two were written in different languages, and by different outlets.</summary>
    private static double[] WithoutWords(double[] measures) =>
        [.. measures.Select((measure, i) => OfOneLanguage.Contains(PairFeatures.Names[i]) ? 0 : measure)];

    private static IEnumerable<Example> Examples(TrainingStream stream, Func<TrainingEntry, bool> trains)
    {
        var (entries, features) = (new OpenEntries(), new PairFeatures());
        var added = new List<TrainingEntry>();
        var within = stream.IsReal ? EventGrouper.StoryWindow : TimeSpan.MaxValue;
        var turn = 0;
        foreach (var labelled in stream.Entries.Where(e => e.Event is not null || stream.IsReal))
        {
            if (
                labelled.Event is null
                && !labelled.Fingerprint.Features.Keys.Any(feature => feature.Kind == FeatureKind.ConflictRegion)
            )
                continue;
            var entry = entries.Number(labelled.Fingerprint, labelled.Id);
            foreach (var near in labelled.Event is null || !trains(labelled) ? [] : entries.Nearest(entry, 48, within))
            {
                var other = added[near.Number];
                // Two readers name one event as they like.
                if (other.Event is null || other.Reader != labelled.Reader || !trains(other))
                    continue;
                var isSame = labelled.Event == other.Event;
                var isFar = (labelled.Time - other.Time).Duration() > EventGrouper.StoryWindow;
                if (!isSame && !isFar && turn++ % OtherEvents != 0)
                    continue;
                var measures = features.Measure(entry, near, entries);
                // Written entries lie days apart, those of a day's feeds minutes: pairs far apart are shown as if they
                // were near.
                if (isFar)
                {
                    var hours = (labelled.Time.Minute + other.Time.Minute) % 60 * 0.6;
                    (measures[Apart], measures[Hours]) = (hours / 24, Math.Exp(-hours / 4));
                }
                yield return new Example(
                    measures,
                    labelled.Language == other.Language,
                    isSame,
                    labelled.Thread is null ? null : labelled.Thread == other.Thread,
                    isFar ? FarWeight
                        : isSame ? 1
                        : OtherEvents
                );
            }
            entries.Add(entry);
            added.Add(labelled);
        }
    }
}
