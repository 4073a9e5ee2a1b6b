using AlertBot.Stories;

namespace AlertBot.Bench.Stories;

/// <summary>A text with its cues, and the state a reader gave it.</summary>
internal sealed record StateExample(IReadOnlySet<string> Cues, string State);

/// <summary>
/// Multinomial logistic regression by gradient descent, drawn towards what the names of the cues say: with no example a
/// cue counts for the state it is named after, and each example moves it a little.
/// </summary>
internal static class StateTraining
{
    private const int Rounds = 400;
    private const double Pace = 0.5;

    /// <summary>
    /// How strongly weights are drawn to what names say. This and the two below: the best of a few, cross-validated.
    /// </summary>
    private const double Ridge = 6;

    /// <summary>F1 wants a state a little sooner than likelihood does.</summary>
    private const double NoneShift = -0.8;

    /// <summary>
    /// What a state counts that others of the story have reported. Not learned: labels are right more often than what
    /// is found.
    /// </summary>
    private const double Told = 0.7;

    public static Dictionary<string, double[]> Fit(IReadOnlyList<StateExample> examples)
    {
        var priors = examples
            .SelectMany(e => e.Cues)
            .Append("bias")
            .Distinct()
            .Order(StringComparer.Ordinal)
            .ToDictionary(cue => cue, Prior);
        var weights = priors.ToDictionary(p => p.Key, p => (double[])p.Value.Clone());
        var squares = priors.ToDictionary(p => p.Key, p => new double[p.Value.Length]);
        for (var round = 0; round < Rounds; round++)
        {
            var gradients = priors.ToDictionary(
                p => p.Key,
                p => p.Value.Zip(weights[p.Key], (prior, w) => Ridge * (prior - w)).ToArray()
            );
            foreach (var example in examples)
                Add(example, weights, gradients);
            // AdaGrad: rare cues take longer steps than the bias.
            foreach (var (cue, gradient) in gradients)
            {
                for (var s = 0; s < gradient.Length; s++)
                {
                    squares[cue][s] += gradient[s] * gradient[s];
                    weights[cue][s] += Pace * gradient[s] / Math.Sqrt(squares[cue][s] + 1e-8);
                }
            }
        }
        weights["bias"][^1] += NoneShift;
        for (var s = 0; s < State.All.Count - 1; s++)
            weights[$"story:{State.All[s]}-told"] = [.. State.All.Select((_, i) => i == s ? Told : 0)];
        return weights;
    }

    private static void Add(
        StateExample example,
        Dictionary<string, double[]> weights,
        Dictionary<string, double[]> gradients
    )
    {
        var odds = State.Odds(example.Cues, weights);
        var most = odds.Max();
        var total = odds.Sum(o => Math.Exp(o - most));
        for (var s = 0; s < odds.Length; s++)
        {
            var miss = (State.All[s] == example.State ? 1 : 0) - (Math.Exp(odds[s] - most) / total);
            foreach (var cue in example.Cues.Append("bias"))
                gradients[cue][s] += miss;
        }
    }

    /// <summary>
    /// What a cue counts before any example: for its own state, less in the text than in the headline, little when
    /// turned or weakened.
    /// </summary>
    private static double[] Prior(string cue)
    {
        var prior = new double[State.All.Count];
        if (cue == "bias")
            prior[^1] = 1;
        if (cue == "rule:")
            prior[^1] = 2;
        var parts = cue.Split(':');
        var own =
            parts.Length < 2
                ? -1
                : State.All.ToList().FindIndex(state => parts[^1].StartsWith($"{state}-", StringComparison.Ordinal));
        if (own >= 0)
            prior[own] =
                (
                    parts[0] switch
                    {
                        "title" => 1.5,
                        _ => 0.8,
                    }
                ) * (parts.Length == 3 ? 0.2 : 1);
        if (parts.Length >= 2 && parts[^1].StartsWith("about-", StringComparison.Ordinal))
            prior[^1] = -0.5;
        return prior;
    }
}
