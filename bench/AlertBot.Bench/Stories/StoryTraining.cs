using AlertBot.Stories;

namespace AlertBot.Bench.Stories;

/// <summary>Finds the weights of <see cref="Likeness"/> and its two thresholds.</summary>
internal static class StoryTraining
{
    private static readonly double[] Joins = [1, 0.5, 0, -0.5, -1, -1.5, -2, -2.5];
    private static readonly double[] Means = [0, -0.5, -1, -1.5, -2, -3, -4];

    private static readonly int Age = Likeness.Measures.Index().First(m => m.Item == "age").Index;

    /// <summary>
    /// How much a pair that is only shown as if it were near counts. More costs recall on the labelled time line, less
    /// precision on a dense one.
    /// </summary>
    private const double FarWeight = 0.1;

    private const double Ridge = 2;

    /// <summary>A pair that the index would compare.</summary>
    private sealed record Example(double[] Measures, bool IsSame, bool SameLanguage, double Weight);

    /// <param name="streams">Files of entries, each a time line of its own.</param>
    /// <param name="trains">Which entries may be learned from.</param>
    public static Likeness Fit(IReadOnlyList<IReadOnlyList<LabelledEntry>> streams, Func<LabelledEntry, bool> trains)
    {
        var examples = streams.SelectMany(stream => Examples(stream, trains)).ToList();
        var same = examples.Where(e => e.SameLanguage).ToList();
        var across = examples.Where(e => !e.SameLanguage).ToList();
        var weights = new Likeness(
            Logistic.Fit(
                [.. same.Select(e => e.Measures)],
                [.. same.Select(e => e.IsSame)],
                [.. same.Select(e => e.Weight)],
                Ridge
            ),
            Logistic.Fit(
                [.. across.Select(e => e.Measures)],
                [.. across.Select(e => e.IsSame)],
                [.. across.Select(e => e.Weight)],
                Ridge
            ),
            0,
            0
        );
        var choices = Joins.SelectMany(join =>
            Means.Where(mean => mean <= join).Select(mean => weights with { Join = join, Mean = mean })
        );
        return choices.MaxBy(choice => Worth(streams, choice, trains))!;
    }

    /// <summary>The stories that the index makes of a stream.</summary>
    public static IReadOnlyList<long?> Cluster(IReadOnlyList<LabelledEntry> stream, Likeness likeness)
    {
        var index = new StoryIndex(likeness);
        var last = 0L;
        var found = new List<long?>();
        foreach (var entry in stream)
        {
            var story = index.Find(entry.Sketch) ?? ++last;
            index.Add(entry.Sketch, story);
            found.Add(story);
        }
        return found;
    }

    private static double Worth(
        IReadOnlyList<IReadOnlyList<LabelledEntry>> streams,
        Likeness likeness,
        Func<LabelledEntry, bool> trains
    )
    {
        var (same, across) = (default(Tally), default(Tally));
        foreach (var stream in streams)
        {
            var score = StoryScore.Of(stream, Cluster(stream, likeness), trains);
            (same, across) = (same + score.Same, across + score.Across);
        }
        return same.F1 + across.F1;
    }

    private static IEnumerable<Example> Examples(IReadOnlyList<LabelledEntry> stream, Func<LabelledEntry, bool> trains)
    {
        var entries = new OpenEntries();
        var added = new List<LabelledEntry>();
        foreach (var labelled in stream)
        {
            var entry = entries.Number(labelled.Sketch, 0);
            foreach (var near in entries.Nearest(entry, 48, TimeSpan.MaxValue))
            {
                var other = added[near.Number];
                if (!trains(labelled) || !trains(other))
                    continue;
                var measures = Pair.Measure(entry, near, entries);
                var isFar = (labelled.Sketch.Time - other.Sketch.Time).Duration() > StoryIndex.Window;
                // Labelled entries lie days apart, those of a day's feeds minutes: pairs far apart are shown as if they
                // were near.
                if (isFar)
                    measures[Age] = (labelled.Sketch.Time.Minute + other.Sketch.Time.Minute) % 60 / 60.0;
                yield return new Example(
                    measures,
                    labelled.Labels.Story == other.Labels.Story,
                    labelled.Entry.Language == other.Entry.Language,
                    isFar ? FarWeight : 1
                );
            }
            entries.Add(entry);
            added.Add(labelled);
        }
    }
}
