using System.ComponentModel.DataAnnotations;

namespace AlertBot.Alerts.Summaries;

/// <summary>Which reports a language model puts into few words.</summary>
internal enum ModelUse
{
    /// <summary>Those in another language than the chat's: it translates.</summary>
    Foreign,

    /// <summary>All: it rewrites, too.</summary>
    All,
}

/// <summary>
/// How stories are put into few words; section <c>Summaries</c>, checked at start. docs/summaries.md has them in plain
/// words.
/// </summary>
internal sealed class SummariesOptions : IValidatableObject
{
    /// <summary>
    /// UTF-16 units a summary may have where a subscription does not say; what a phone shows without a tap. 100 to
    /// 1,500.
    /// </summary>
    [Range(100, 1500)]
    public int Length { get; set; } = Summary.Longest;

    /// <summary>The model's name as its server knows it; without one no model is asked.</summary>
    public string? Model { get; set; }

    /// <summary>An OpenAI-compatible address, such as <c>http://127.0.0.1:11434/v1</c>.</summary>
    public Uri? ApiBaseUrl { get; set; }

    /// <summary>
    /// A secret: set it by the environment or by <see cref="ApiKeyFile"/>. Local servers mostly want none.
    /// </summary>
    public string? ApiKey { get; set; }

    /// <summary>A file that holds the key alone.</summary>
    public string? ApiKeyFile { get; set; }

    /// <summary>For what the model is used.</summary>
    public ModelUse Use { get; set; } = ModelUse.Foreign;

    /// <summary>
    /// How long an alert waits for the model at most; then it goes out as an extract. 1 second to 2 minutes.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:02:00", ParseLimitsInInvariantCulture = true)]
    public TimeSpan TimeLimit { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Requests on their way at once. 1 to 64.</summary>
    [Range(1, 64)]
    public int Concurrency { get; set; } = 4;

    /// <summary>Requests in one day (UTC). 0 to 1,000,000.</summary>
    [Range(0, 1_000_000)]
    public int RequestsPerDay { get; set; } = 500;

    /// <summary>Tokens in one day (UTC), sent and received, as the server counts them. 0 to 1,000,000,000.</summary>
    [Range(0, 1_000_000_000)]
    public long TokensPerDay { get; set; } = 1_000_000;

    public bool AsksModel => !string.IsNullOrWhiteSpace(Model);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!AsksModel)
            yield break;
        if (ApiBaseUrl is not { IsAbsoluteUri: true, Scheme: "http" or "https" })
            yield return new ValidationResult(
                "Summaries:Model is set, so Summaries:ApiBaseUrl must be an http or https address, "
                    + "such as http://127.0.0.1:11434/v1"
            );
        else if (ApiBaseUrl is { Scheme: "http", IsLoopback: false } && !string.IsNullOrEmpty(ApiKey))
            yield return new ValidationResult(
                "Summaries:ApiBaseUrl is http to another machine, where the key could be read on the way; "
                    + "use https, or leave Summaries:ApiKey out"
            );
    }
}
