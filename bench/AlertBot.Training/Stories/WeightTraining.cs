using System.Text.Json;
using AlertBot.Stories.Weighing;

namespace AlertBot.Training.Stories;

/// <summary>How much each cue counts towards an event that a desk has to know within the hour.</summary>
internal sealed record WeightModel(IReadOnlyDictionary<string, double> Weights)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public bool IsMust(TrainingEntry entry) =>
        EventWeight.Odds(EventWeight.CuesOf(entry.Matched.Stored.Entry, entry.FoundState), Weights) >= 0;

    /// <summary>Cues that count next to nothing are left out.</summary>
    public string ToJson() =>
        JsonSerializer.Serialize(
            Weights
                .Where(w => Math.Abs(w.Value) >= 0.03)
                .OrderBy(w => w.Key, StringComparer.Ordinal)
                .ToDictionary(w => w.Key, w => Math.Round(w.Value, 2)),
            Indented
        );
}

/// <summary>
/// Logistic regression over the cues of entries whose readers say how much they weigh, by averaged gradient steps in a
/// fixed order; both classes count the same. A cue counts as the definition of a must event says (weight-priors.json)
/// until the labelled entries say otherwise: some hundred and forty of them are too few to learn it from nothing, and
/// weights found so held on the wars they came from alone.
/// </summary>
internal static class WeightTraining
{
    private const int Rounds = 60;
    private const double Ridge = 8;

    /// <summary>A cue that fewer entries have says nothing.</summary>
    private const int Fewest = 4;

    /// <summary>Log-odds taken off the threshold: a missed event is worse than one told too soon.</summary>
    private const double Leaning = 1.3;

    private static readonly Lazy<Dictionary<string, double>> LazyPriors = new(() =>
        JsonSerializer.Deserialize<Dictionary<string, double>>(
            File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "weight-priors.json"))
        )!
    );

    public static WeightModel Fit(IReadOnlyList<TrainingStream> streams, Func<TrainingEntry, bool> trains)
    {
        var rows = streams
            .SelectMany(stream => stream.Entries)
            .Where(entry => entry.IsMust is not null && trains(entry))
            .Select(entry =>
                (Cues: EventWeight.CuesOf(entry.Matched.Stored.Entry, entry.FoundState), IsMust: entry.IsMust == true)
            )
            .ToList();
        var priors = LazyPriors.Value;
        var known = rows.SelectMany(row => row.Cues.Keys).CountBy(cue => cue).Where(c => c.Value >= Fewest);
        var weights = known
            .Select(cue => cue.Key)
            .Union(priors.Keys)
            .ToDictionary(cue => cue, cue => priors.GetValueOrDefault(cue), StringComparer.Ordinal);
        weights["bias"] = 0;
        var squares = weights.Keys.ToDictionary(cue => cue, _ => 1e-6, StringComparer.Ordinal);
        var (ofMust, ofNice) = (
            rows.Count / (2.0 * rows.Count(r => r.IsMust)),
            rows.Count / (2.0 * rows.Count(r => !r.IsMust))
        );
        for (var round = 0; round < Rounds; round++)
        {
            var gradient = weights.ToDictionary(
                w => w.Key,
                w => w.Key == "bias" ? 0 : -Ridge * (w.Value - priors.GetValueOrDefault(w.Key)),
                StringComparer.Ordinal
            );
            foreach (var (cues, isMust) in rows)
            {
                var miss =
                    (isMust ? ofMust : ofNice)
                    * ((isMust ? 1 : 0) - (1 / (1 + Math.Exp(-EventWeight.Odds(cues, weights)))));
                gradient["bias"] += miss;
                foreach (var (cue, amount) in cues)
                {
                    if (gradient.ContainsKey(cue))
                        gradient[cue] += amount * miss;
                }
            }
            foreach (var (cue, slope) in gradient)
            {
                squares[cue] += slope * slope;
                weights[cue] += 0.5 * slope / Math.Sqrt(squares[cue]);
            }
        }
        weights["bias"] += Leaning;
        return new WeightModel(weights);
    }
}
