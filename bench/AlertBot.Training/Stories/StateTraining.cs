using AlertBot.Stories.TalksState;

namespace AlertBot.Training.Stories;

/// <summary>A text with its cues, the state a reader gave it, and how much it counts.</summary>
internal sealed record StateExample(IReadOnlySet<string> Cues, string State, double Weight);

/// <summary>
/// Multinomial logistic regression by gradient descent, drawn towards what the names of the cues say: with no example a
/// cue counts for the state it is named after, and each example moves it a little.
/// </summary>
internal static class StateTraining
{
    /// <summary>A state with so many examples counts each of them once, a rarer one more.</summary>
    private const double Typical = 100;

    private const int Rounds = 120;
    private const double Pace = 0.5;

    /// <summary>
    /// How strongly weights are drawn to what names say. This and the two below: the best of a few, cross-validated.
    /// </summary>
    private const double Ridge = 6;

    /// <summary>F1 wants a state a little sooner than likelihood does.</summary>
    private const double NoneShift = -0.95;

    /// <summary>
    /// What a state counts that others of the event have reported. Not learned: labels are right more often than what
    /// is found.
    /// </summary>
    private const double Reported = 1.2;

    public static Dictionary<string, double[]> Fit(IReadOnlyList<StateExample> examples)
    {
        // A collapse is reported once for ten agreements and must not be missed for that.
        var counts = examples.CountBy(e => e.State).ToDictionary();
        double Evened(string state) => state == State.None ? 1 : Math.Sqrt(Typical / counts[state]);
        var names = examples
            .SelectMany(e => e.Cues)
            .Concat(StateFeatures.CuesOfConcepts)
            .Append("bias")
            .Distinct()
            .Order(StringComparer.Ordinal)
            .ToList();
        var numbers = names.Index().ToDictionary(n => n.Item, n => n.Index);
        var rows = examples
            .Select(e =>
                (
                    Cues: e.Cues.Append("bias").Select(c => numbers[c]).ToArray(),
                    State: NumberOf(e.State),
                    Weight: e.Weight * Evened(e.State)
                )
            )
            .ToList();
        var priors = names.Select(Prior).ToArray();
        var weights = priors.Select(p => (double[])p.Clone()).ToArray();
        var squares = priors.Select(p => new double[p.Length]).ToArray();
        for (var round = 0; round < Rounds; round++)
        {
            var gradients = priors
                .Zip(weights, (prior, w) => prior.Zip(w, (p, x) => Ridge * (p - x)).ToArray())
                .ToArray();
            foreach (var (cues, state, weight) in rows)
                Add(cues, state, weight, weights, gradients);
            // AdaGrad: rare cues take longer steps than the bias.
            for (var cue = 0; cue < gradients.Length; cue++)
            {
                for (var s = 0; s < State.All.Count; s++)
                {
                    var gradient = gradients[cue][s];
                    squares[cue][s] += gradient * gradient;
                    weights[cue][s] += Pace * gradient / Math.Sqrt(squares[cue][s] + 1e-8);
                }
            }
        }
        var found = names.Zip(weights).ToDictionary(w => w.First, w => w.Second);
        found["bias"][^1] += NoneShift;
        for (var s = 0; s < State.All.Count - 1; s++)
            found[$"event:{State.All[s]}-reported"] = [.. State.All.Select((_, i) => i == s ? Reported : 0)];
        return found;
    }

    private static int NumberOf(string state) => State.All.ToList().IndexOf(state);

    private static void Add(int[] cues, int state, double weight, double[][] weights, double[][] gradients)
    {
        Span<double> odds = stackalloc double[State.All.Count];
        foreach (var cue in cues)
        {
            for (var s = 0; s < odds.Length; s++)
                odds[s] += weights[cue][s];
        }
        var most = double.NegativeInfinity;
        foreach (var o in odds)
            most = Math.Max(most, o);
        var total = 0.0;
        foreach (var o in odds)
            total += Math.Exp(o - most);
        for (var s = 0; s < odds.Length; s++)
        {
            var miss = weight * ((s == state ? 1 : 0) - (Math.Exp(odds[s] - most) / total));
            foreach (var cue in cues)
                gradients[cue][s] += miss;
        }
    }

    /// <summary>What has not happened as long as it is to come: "to be signed", "entrera en vigueur".</summary>
    private static bool IsStep(string concept) =>
        concept == "agreed-takes-effect" || concept.StartsWith("signed", StringComparison.Ordinal);

    /// <summary>
    /// What a cue counts before any example: for its own state, less in the text than in the headline, little when
    /// turned or weakened.
    /// </summary>
    private static double[] Prior(string cue)
    {
        var prior = new double[State.All.Count];
        if (cue == "bias")
            prior[^1] = 1;
        var parts = cue.Split(':');
        if (parts.Length < 2)
            return prior;
        var own = State.All.ToList().FindIndex(state => parts[^1].StartsWith($"{state}-", StringComparison.Ordinal));
        if (own >= 0)
            prior[own] =
                (parts[0] == "title" ? 1.5 : 0.8)
                * (
                    parts is [_, "future", _] && !IsStep(parts[^1]) ? 0.6
                    : parts.Length == 3 ? 0.2
                    : 1
                );
        // "To be signed" is announced, whatever it is that is still to come.
        if (own >= 0 && parts is [_, "future", _])
            prior[0] += parts[0] == "title" ? 0.6 : 0.3;
        if (own >= 0 && parts is ["title", "maybe" or "past", _])
            prior[^1] += parts[1] == "maybe" ? 0.8 : 0.4;
        // "Denies that a truce was reached", "refuses to sign".
        if (parts is ["title", "denied", _])
            prior[4] = 0.5;
        if (parts is ["title", "refused", _])
            prior[8] = 0.5;
        // "No truce" is refused or denied.
        if (parts is [_, "not", _] && parts[^1].StartsWith("about-", StringComparison.Ordinal))
            prior[4] = prior[8] = 0.5;
        if (parts[^1].StartsWith("about-", StringComparison.Ordinal))
            prior[^1] = -0.5;
        if (parts is ["title", _] && parts[^1].StartsWith("form-", StringComparison.Ordinal))
            prior[^1] = 0.7;
        // "Soudan : trêve de trois jours".
        if (parts is ["title", "told", "about-truce"])
            prior[2] = 0.8;
        // Fire in spite of a truce.
        if (parts is ["title", "fire", "past", "about-truce"])
            prior[7] = 1;
        return prior;
    }
}
