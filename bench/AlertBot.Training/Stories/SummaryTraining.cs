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

    private static SummaryWeights None() => new(0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
}
