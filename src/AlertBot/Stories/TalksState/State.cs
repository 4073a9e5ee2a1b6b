using System.Reflection;
using System.Text.Json;
using AlertBot.Feeds.Entries;

namespace AlertBot.Stories.TalksState;

/// <summary>
/// What an entry reports of talks, a truce, a conference or an agreement. The cues are readable (Words/states.yaml);
/// how much each counts was learned from labelled entries by <c>AlertBot.Training -- states</c>
/// (Words/state-weights.json), around what its name says.
/// </summary>
internal static class State
{
    /// <summary>The states, and last that none is reported.</summary>
    public static readonly IReadOnlyList<string> All =
    [
        "announced",
        "under-way",
        "agreed",
        "signed",
        "denied",
        "postponed",
        "collapsed",
        "violated",
        "rejected",
        "none",
    ];

    public const string None = "none";

    private static readonly Lazy<IReadOnlyDictionary<string, double[]>> Weights = new(Load);

    /// <summary>What an entry reports; null when nothing, and where it meets no rule of talks.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="rules">The rules it meets.</param>
    /// <param name="reported">What another report of the same event reported last; null when nothing.</param>
    public static string? Classify(Entry entry, IEnumerable<string> rules, string? reported) =>
        ReaderOf(entry, rules).StateBy(reported);

    /// <summary>Whether the headline says that a truce begins or takes effect.</summary>
    public static bool TakesEffect(Entry entry) => TakesEffect(StateFeatures.Extract(entry, []));

    /// <summary>
    /// Reads an entry once and gives its state by what another report of the same event reported last, and whether it
    /// says that a truce takes effect.
    /// </summary>
    public static (Func<string?, string?> StateBy, bool TakesEffect) ReaderOf(Entry entry, IEnumerable<string> rules)
    {
        if (!StateFeatures.Asks(rules))
            return (_ => null, false);
        var cues = StateFeatures.Extract(entry, rules);
        return (
            reported => Classify(reported is null ? cues : StateFeatures.With(cues, reported), Weights.Value),
            TakesEffect(cues)
        );
    }

    private static bool TakesEffect(IReadOnlySet<string> cues) => cues.Contains("title:agreed-takes-effect");

    /// <summary>
    /// As above, by other weights: for each cue one weight a state, in the order of <see cref="All"/>.
    /// </summary>
    public static string? Classify(IReadOnlySet<string> cues, IReadOnlyDictionary<string, double[]> weights)
    {
        var odds = Odds(cues, weights);
        var best = Array.IndexOf(odds, odds.Max());
        return All[best] == None ? null : All[best];
    }

    /// <summary>The log-odds of each state.</summary>
    public static double[] Odds(IReadOnlySet<string> cues, IReadOnlyDictionary<string, double[]> weights)
    {
        var odds = new double[All.Count];
        foreach (var cue in cues.Append("bias"))
        {
            if (!weights.TryGetValue(cue, out var given))
                continue;
            for (var state = 0; state < odds.Length; state++)
                odds[state] += given[state];
        }
        return odds;
    }

    /// <summary>
    /// Stands for the rule that asks: it has words of its own beside the state, so an entry that meets no other is not
    /// beside the point.
    /// </summary>
    private const string Asking = "asking";

    /// <summary>What rules that ask for a state are handed.</summary>
    public static string? ReadForRules(Entry entry, IEnumerable<string> ruleIds) =>
        Classify(entry, ruleIds.Append(Asking), reported: null);

    private static IReadOnlyDictionary<string, double[]> Load()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("Stories/state-weights.json")!;
        return JsonSerializer.Deserialize<Dictionary<string, double[]>>(stream)!;
    }
}
