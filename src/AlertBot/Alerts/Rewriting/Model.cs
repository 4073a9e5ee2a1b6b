using System.ClientModel;
using System.ClientModel.Primitives;
using System.Security.Cryptography;
using AlertBot.Alerts.Summaries;
using AlertBot.Localization;
using AlertBot.Rules;
using Microsoft.Extensions.AI;
using OpenAI;

namespace AlertBot.Alerts.Rewriting;

/// <summary>What came of asking a model.</summary>
/// <param name="Text">Its words, held against the report; null when they cannot be used.</param>
/// <param name="Fault">Why not; no word of the model's or the report's.</param>
/// <param name="Tokens">What it used, as its server counts.</param>
/// <param name="Failed">It was the server that failed: no answer, an error, the time limit.</param>
internal sealed record ModelAnswer(RewrittenText? Text, string? Fault, long Tokens, bool Failed)
{
    /// <summary>The HTTP status of a server that refused, for advice.</summary>
    public int? Status { get; init; }

    /// <summary>Nothing came within the time limit.</summary>
    public bool Late { get; init; }
}

/// <summary>A language model behind an OpenAI-compatible address. It is given no tools and no memory.</summary>
internal sealed class Model(CurrentRules rules, TimeProvider clock, IOptions<SummariesOptions> options) : IDisposable
{
    /// <summary>
    /// Tokens of an answer for each character asked for: Arabic takes up to one each, and thinking models think aloud.
    /// </summary>
    private const int TokensPerCharacter = 2;

    /// <summary>Where a server does not count: characters in a token, at least.</summary>
    private const int CharactersPerToken = 3;

    private readonly Lazy<IChatClient> _client = new(() => Connect(options.Value));

    /// <summary>
    /// Asks within <paramref name="limit"/>. Whatever the server does is an answer; only <paramref name="ct"/> throws.
    /// </summary>
    public async Task<ModelAnswer> AskAsync(
        MatchedEntry report,
        Language language,
        int longest,
        TimeSpan limit,
        CancellationToken ct
    )
    {
        var entry = report.Stored.Entry;
        if (ModelPrompt.IsAddressed(entry))
            return new ModelAnswer(null, "the report speaks to a model", 0, Failed: false);
        using var late = new CancellationTokenSource(limit, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, late.Token);
        // Feeds that could guess it could close it: from the system's own source of randomness.
        var mark = $"report-{RandomNumberGenerator.GetHexString(32, lowercase: true)}";
        try
        {
            var prompt = ModelPrompt.Compose(entry, language, longest, mark);
            var answer = await _client
                .Value.GetResponseAsync(prompt, Asked(longest), either.Token)
                .WaitAsync(either.Token);
            var tokens = answer.Usage?.TotalTokenCount
                ?? (prompt.Sum(message => message.Text.Length) + answer.Text.Length) / CharactersPerToken;
            if (
                answer.Text.Contains(mark, StringComparison.Ordinal)
                || RewrittenText.Parse(answer.Text, longest) is not { } text
            )
                return new ModelAnswer(null, "not in the form asked for", tokens, Failed: false);
            return Faithfulness.Fault(text, language, report, rules.Current) is { } fault
                ? new ModelAnswer(null, fault, tokens, Failed: false)
                : new ModelAnswer(text, null, tokens, Failed: false);
        }
#pragma warning disable CA1031 // Servers that only look compatible make the client library throw almost anything.
        catch (Exception e) when (!ct.IsCancellationRequested)
#pragma warning restore CA1031
        {
            return new ModelAnswer(
                null,
                late.IsCancellationRequested ? "no answer within the time limit"
                    : e is ClientResultException { Status: > 0 and var status } ? $"HTTP {status}"
                    : e.GetType().Name,
                0,
                Failed: true
            )
            {
                Status = e is ClientResultException { Status: > 0 and var refused } ? refused : null,
                Late = late.IsCancellationRequested,
            };
        }
    }

    public void Dispose()
    {
        if (_client.IsValueCreated)
            _client.Value.Dispose();
    }

    private static ChatOptions Asked(int longest) =>
        new()
        {
            Temperature = 0,
            MaxOutputTokens = 200 + (longest * TokensPerCharacter),
            ToolMode = ChatToolMode.None,
        };

    /// <summary>No retries: the alert that waits goes out as an extract, and the next one asks again.</summary>
    private static IChatClient Connect(SummariesOptions options) => new OpenAIClient(
            new ApiKeyCredential(string.IsNullOrEmpty(options.ApiKey) ? "none" : options.ApiKey),
            new OpenAIClientOptions
            {
                Endpoint = options.ApiBaseUrl,
                RetryPolicy = new ClientRetryPolicy(maxRetries: 0),
                NetworkTimeout = options.TimeLimit,
            }
        ).GetChatClient(options.Model).AsIChatClient();
}
