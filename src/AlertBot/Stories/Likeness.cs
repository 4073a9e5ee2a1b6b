using System.Reflection;
using System.Text.Json;

namespace AlertBot.Stories;

/// <summary>
/// How likely two entries report one event: a logistic weighting of a few measures that a reader can follow. The
/// weights (Words/likeness.json) were found by <c>AlertBot.Bench -- stories</c>, by cross-validation over labelled
/// entries.
/// </summary>
/// <param name="Same">Weights for two entries of one language, by measure; the last is the bias.</param>
/// <param name="Across">The same for two of different languages.</param>
/// <param name="Join">The log-odds from which on an entry joins a story by the member most like it.</param>
/// <param name="Mean">The log-odds that the story's members must reach on average, so that a chain of likenesses is no
/// story.</param>
internal sealed record Likeness(IReadOnlyList<double> Same, IReadOnlyList<double> Across, double Join, double Mean)
{
    /// <summary>What is measured of a pair, in the order of the weights.</summary>
    public static readonly IReadOnlyList<string> Measures =
    [
        "words",
        "names",
        "theatre",
        "skeletons",
        "things",
        "actions",
        "numbers",
        "days",
        "rules",
        "age",
        "elsewhere",
        "other-numbers",
        "shared",
        "bias",
    ];

    public static Likeness Shipped { get; } = Load();

    public double Of(ReadOnlySpan<double> measures, bool sameLanguage)
    {
        var weights = sameLanguage ? Same : Across;
        var sum = 0.0;
        for (var i = 0; i < measures.Length; i++)
            sum += measures[i] * weights[i];
        return sum;
    }

    private static Likeness Load()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("Stories/likeness.json")!;
        return JsonSerializer.Deserialize<Likeness>(stream, JsonSerializerOptions.Web)!;
    }
}
