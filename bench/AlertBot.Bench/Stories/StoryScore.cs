namespace AlertBot.Bench.Stories;

/// <summary>Pairs found, wrongly found and missed.</summary>
internal readonly record struct Tally(int Right, int Wrong, int Missed)
{
    public double Precision => Right + Wrong == 0 ? 1 : (double)Right / (Right + Wrong);

    public double Recall => Right + Missed == 0 ? 1 : (double)Right / (Right + Missed);

    public double F1 => Precision + Recall == 0 ? 0 : 2 * Precision * Recall / (Precision + Recall);

    public static Tally operator +(Tally a, Tally b) => new(a.Right + b.Right, a.Wrong + b.Wrong, a.Missed + b.Missed);

    public override string ToString() =>
        FormattableString.Invariant($"P {Precision:0.000} R {Recall:0.000} F1 {F1:0.000}");
}

/// <summary>
/// How well stories found agree with those labelled, over the relevant entries: by pairs, and by B-cubed (Bagga and
/// Baldwin 1998).
/// </summary>
internal sealed record StoryScore(Tally Same, Tally Across, double BCubedPrecision, double BCubedRecall)
{
    /// <param name="entries">Labelled entries.</param>
    /// <param name="found">The story each was put in; null for none.</param>
    /// <param name="counts">Which entries' pairs count: those of the fold that was held back.</param>
    public static StoryScore Of(
        IReadOnlyList<LabelledEntry> entries,
        IReadOnlyList<long?> found,
        Func<LabelledEntry, bool>? counts = null
    )
    {
        var relevant = Enumerable.Range(0, entries.Count).Where(i => entries[i].Labels.Topics.Count > 0).ToList();
        var (same, across) = (default(Tally), default(Tally));
        foreach (var (x, i) in relevant.Select((i, x) => (x, i)).Where(p => counts is null || counts(entries[p.i])))
        {
            foreach (var j in relevant.Skip(x + 1))
            {
                var (wanted, got) = (
                    entries[i].Labels.Story == entries[j].Labels.Story,
                    found[i] is not null && found[i] == found[j]
                );
                var tally = new Tally(wanted && got ? 1 : 0, got && !wanted ? 1 : 0, wanted && !got ? 1 : 0);
                if (entries[i].Entry.Language == entries[j].Entry.Language)
                    same += tally;
                else
                    across += tally;
            }
        }
        var (precision, recall) = BCubed(
            entries,
            found,
            relevant.Where(i => counts is null || counts(entries[i])).ToList(),
            relevant
        );
        return new StoryScore(same, across, precision, recall);
    }

    public static StoryScore operator +(StoryScore a, StoryScore b) =>
        new(
            a.Same + b.Same,
            a.Across + b.Across,
            a.BCubedPrecision + b.BCubedPrecision,
            a.BCubedRecall + b.BCubedRecall
        );

    public double BCubedF1(int folds) => 2 * BCubedPrecision * BCubedRecall / (BCubedPrecision + BCubedRecall) / folds;

    private static (double Precision, double Recall) BCubed(
        IReadOnlyList<LabelledEntry> entries,
        IReadOnlyList<long?> found,
        List<int> counted,
        List<int> relevant
    )
    {
        var (precision, recall) = (0.0, 0.0);
        foreach (var i in counted)
        {
            var cluster = relevant.Where(j => j == i || (found[i] is not null && found[j] == found[i])).ToList();
            var story = relevant.Where(j => entries[j].Labels.Story == entries[i].Labels.Story).ToList();
            var both = cluster.Intersect(story).Count();
            precision += (double)both / cluster.Count;
            recall += (double)both / story.Count;
        }
        return counted.Count == 0 ? (0, 0) : (precision / counted.Count, recall / counted.Count);
    }
}
