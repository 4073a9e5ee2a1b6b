using AlertBot.Alerts.Summaries;
using AlertBot.Feeds.Entries;

namespace AlertBot.Training.Stories;

/// <summary>
/// Least squares with a small ridge: how many key facts a sentence has, from what it holds and where it stands.
/// </summary>
internal static class SummaryTraining
{
    private const double Ridge = 3;

    /// <summary>Only ratios matter to a choice; ten makes them pleasant to read.</summary>
    private const double Scale = 10;

    /// <summary>Each kind alone; the last is the constant, which is what a piece costs, the other way round.</summary>
    private static readonly SummaryWeights[] Kinds =
    [
        None() with
        {
            Figure = 1,
        },
        None() with
        {
            Number = 1,
        },
        None() with
        {
            Day = 1,
        },
        None() with
        {
            Event = 1,
        },
        None() with
        {
            Name = 1,
        },
        None() with
        {
            Quote = 1,
        },
        None() with
        {
            Lead = 1,
        },
        None() with
        {
            Piece = -1,
        },
    ];

    public static SummaryWeights Fit(IEnumerable<LabelledEntry> entries)
    {
        var (rows, facts) = Sentences(entries);
        var means = Kinds.Select((_, k) => k == Kinds.Length - 1 ? 0 : rows.Average(row => row[k])).ToArray();
        var mean = facts.Average();
        var found = new double[Kinds.Length - 1];
        for (var round = 0; round < 500; round++)
        {
            for (var k = 0; k < found.Length; k++)
            {
                var (above, below) = (0.0, Ridge);
                for (var i = 0; i < rows.Count; i++)
                {
                    var rest =
                        facts[i]
                        - mean
                        - Enumerable.Range(0, found.Length).Sum(o => o == k ? 0 : found[o] * (rows[i][o] - means[o]));
                    above += rest * (rows[i][k] - means[k]);
                    below += (rows[i][k] - means[k]) * (rows[i][k] - means[k]);
                }
                found[k] = above / below;
            }
        }
        var constant = mean - found.Select((weight, k) => weight * means[k]).Sum();
        double Of(int k) => Math.Round(Scale * found[k], 2);
        return SummaryWeights.Shipped with
        {
            Figure = Of(0),
            Number = Of(1),
            Day = Of(2),
            Event = Of(3),
            Name = Of(4),
            Quote = Of(5),
            Lead = Of(6),
            Piece = Math.Round(-Scale * constant, 2),
        };
    }

    /// <summary>
    /// Weights that keep the most by trying each in turn around what least squares found: it knows that facts told
    /// twice count once and that a summary has an end, which least squares does not.
    /// </summary>
    public static SummaryWeights Search(SummaryWeights from, Func<SummaryWeights, double> kept)
    {
        (string Name, Func<SummaryWeights, double, SummaryWeights> With, double[] Tried)[] steps =
        [
            ("figure", (w, v) => w with { Figure = v }, [1.2, 1.8, 2.4, 3.2, 4.2]),
            ("number", (w, v) => w with { Number = v }, [0.4, 1.0, 1.6, 2.4]),
            ("day", (w, v) => w with { Day = v }, [0.3, 0.7, 1.1, 1.8]),
            ("event", (w, v) => w with { Event = v }, [0.2, 0.45, 0.65, 1.0]),
            ("name", (w, v) => w with { Name = v }, [0.1, 0.25, 0.4, 0.7, 1.0]),
            ("quote", (w, v) => w with { Quote = v }, [0, 0.15, 0.6, 1.2, 2.0]),
            ("lead", (w, v) => w with { Lead = v }, [2.0, 3.2, 4.3, 5.5, 7.0]),
            ("piece", (w, v) => w with { Piece = v }, [0, 0.4, 0.8, 1.4]),
            ("cut", (w, v) => w with { Cut = v }, [0.4, 1.0, 1.6, 2.5]),
            ("repeated", (w, v) => w with { Repeated = v }, [0, 0.3, 0.6, 1.0]),
        ];
        var (best, most) = (from, kept(from));
        for (var round = 0; round < 2; round++)
        {
            foreach (var (_, with, tried) in steps)
            {
                foreach (var value in tried)
                {
                    var weights = with(best, value);
                    if (weights == best || kept(weights) is var share && share <= most)
                        continue;
                    (best, most) = (weights, share);
                }
            }
        }
        return best;
    }

    private static (List<double[]> Rows, List<double> Facts) Sentences(IEnumerable<LabelledEntry> entries)
    {
        var (rows, facts) = (new List<double[]>(), new List<double>());
        foreach (var entry in entries)
        {
            var worths = Kinds.Select(kind => new SummaryScore(entry.Entry, Field.Body, entry.Matches, kind)).ToList();
            foreach (var piece in SummaryCandidate.ListOf(entry.Entry, Field.Body).Where(piece => !piece.IsCut))
            {
                rows.Add([.. worths.Select(worth => worth.In(piece).Values.Sum() + worth.OfPlace(piece))]);
                facts.Add(
                    entry.Labels.Facts!.Count(fact =>
                        piece.Text.Contains(SummaryEvaluation.Run(fact), StringComparison.Ordinal)
                    )
                );
            }
        }
        return (rows, facts);
    }

    private static SummaryWeights None() => new(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1);
}
