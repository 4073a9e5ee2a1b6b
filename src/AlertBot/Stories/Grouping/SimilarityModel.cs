using System.Reflection;
using System.Text.Json;

namespace AlertBot.Stories.Grouping;

/// <summary>
/// How likely two entries report one event, and how likely they belong to one running affair: logistic weightings of a
/// few measures that a reader can follow (<see cref="PairFeatures.Names"/>). The weights (Words/similarity.json) were
/// found by <c>AlertBot.Training -- stories</c>, by cross-validation over labelled entries.
/// </summary>
/// <param name="Event">Whether two report one event.</param>
/// <param name="Affair">Whether they belong to one affair.</param>
/// <param name="Join">The log-odds from which on an entry joins an event by the member most like it.</param>
/// <param name="Mean">The log-odds that the event's members must reach on average, so that a chain of likenesses is no
/// event.</param>
/// <param name="Follow">The log-odds of one affair from which on an event follows in a story's thread.</param>
internal sealed record SimilarityModel(PairWeights Event, PairWeights Affair, double Join, double Mean, double Follow)
{
    public static SimilarityModel Shipped { get; } = Load();

    private static SimilarityModel Load()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("Stories/similarity.json")!;
        return JsonSerializer.Deserialize<SimilarityModel>(stream, JsonSerializerOptions.Web)!;
    }
}

/// <summary>Weights of the measures; the last is the bias.</summary>
/// <param name="Same">For two entries of one language.</param>
/// <param name="Across">For two of different languages.</param>
internal sealed record PairWeights(IReadOnlyList<double> Same, IReadOnlyList<double> Across)
{
    /// <summary>The log-odds.</summary>
    public double Odds(ReadOnlySpan<double> measures, bool sameLanguage)
    {
        var weights = sameLanguage ? Same : Across;
        var sum = 0.0;
        for (var i = 0; i < measures.Length; i++)
            sum += measures[i] * weights[i];
        return sum;
    }
}
