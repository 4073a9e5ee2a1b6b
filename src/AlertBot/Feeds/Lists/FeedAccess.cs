using System.ComponentModel;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using AlertBot.Configuration;

namespace AlertBot.Feeds.Lists;

/// <summary><c>auth:</c> of a feed: user and password (HTTP's Basic), or a token (Bearer).</summary>
[Description("What the feed's server asks for: user and password, or a token.")]
internal sealed record FeedAuth
{
    [Description("The user's name, with password.")]
    public Located<string>? User { get; init; }

    [Description("The password: {file: PATH} or {env: NAME}.")]
    public SecretSource? Password { get; init; }

    [Description("In place of user and password: a token, sent as Bearer; {file: PATH} or {env: NAME}.")]
    public SecretSource? Token { get; init; }
}

/// <summary>
/// What is sent to a feed's own origin beside the usual, and to no other: credentials and headers. Holds where secrets
/// are kept, never the secrets, so that it may stand in the store; they are read anew for each request.
/// </summary>
internal sealed record FeedAccess
{
    /// <summary>Names of headers that hold credentials on this request.</summary>
    private static readonly HttpRequestOptionsKey<IReadOnlyList<string>> Names = new("headers of its origin alone");

    private static readonly JsonSerializerOptions Format = new()
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>Set by the program, by HTTP itself, or by what is asked for.</summary>
    private static readonly string[] NotToSet =
    [
        "Host",
        "Connection",
        "Transfer-Encoding",
        "Content-Length",
        "Upgrade",
        "TE",
        "Trailer",
        "Keep-Alive",
        "Accept-Encoding",
        "If-None-Match",
        "If-Modified-Since",
    ];

    public string? User { get; init; }

    public SecretSource? Password { get; init; }

    public SecretSource? Token { get; init; }

    public IReadOnlyDictionary<string, SecretSource> Headers { get; init; } =
        new Dictionary<string, SecretSource>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Null where the feed is asked as any other.</summary>
    public static FeedAccess? From(FeedLine line) =>
        line.Auth is null && line.Headers.Count == 0
            ? null
            : new FeedAccess
            {
                User = line.Auth?.User?.Value,
                Password = line.Auth?.Password,
                Token = line.Auth?.Token,
                Headers = line.Headers.ToDictionary(header => header.Key, header => header.Value.Value),
            };

    /// <summary>What is wrong with a feed's <c>auth:</c> and <c>headers:</c>.</summary>
    public static void Check(FeedLine line, DiagnosticBag diagnostics)
    {
        if (
            line.Auth is { } auth
            && ((auth.User is null) != (auth.Password is null) || auth.User is null == auth.Token is null)
        )
            diagnostics.Add(line.Url.Place, "auth: of this feed takes either user: and password:, or token:");
        if (
            line.Auth?.User is { } user
            && (user.Value.Contains(':', StringComparison.Ordinal) || user.Value.Any(char.IsControl))
        )
            diagnostics.Add(user.Place, "a user's name has no colon (HTTP's Basic puts one behind it)");
        if (line.Auth is not null && line.Url.Value.UserInfo.Length > 0)
            diagnostics.Add(line.Url.Place, "the address holds a user as well; take it out there, auth: has it");
        foreach (var (name, source) in line.Headers)
        {
            if (!IsName(name) || NotToSet.Contains(name, StringComparer.OrdinalIgnoreCase))
                diagnostics.Add(source.Place, $"no header of this name can be set: \"{name}\"");
        }
    }

    public static FeedAccess? FromStore(string? json) =>
        json is null ? null : JsonSerializer.Deserialize<FeedAccess>(json, Format);

    public string ToStore() => JsonSerializer.Serialize(this, Format);

    /// <summary>
    /// Puts them on a request to the feed's own origin. Throws <see cref="SecretException"/> where a secret is missing.
    /// </summary>
    public void AddTo(HttpRequestMessage request)
    {
        if (User is not null && Password is not null)
            request.Headers.Authorization = Basic($"{User}:{Password.Read()}");
        if (Token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Token.Read());
        foreach (var (name, source) in Headers)
        {
            request.Headers.Remove(name);
            request.Headers.TryAddWithoutValidation(name, source.Read());
        }
        request.Options.Set(Names, [.. Headers.Keys]);
    }

    /// <summary>Takes all credentials off a request that goes on to another origin.</summary>
    public static void RemoveFrom(HttpRequestMessage request)
    {
        request.Headers.Authorization = null;
        request.Headers.Remove("Cookie");
        if (request.Options.TryGetValue(Names, out var names))
        {
            foreach (var name in names)
                request.Headers.Remove(name);
        }
    }

    /// <summary>HTTP's Basic for user and password with a colon between them.</summary>
    public static AuthenticationHeaderValue Basic(string userAndPassword) =>
        new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(userAndPassword)));

    private static bool IsName(string name) =>
        name.Length is > 0 and <= 100
        && name.All(c => char.IsAsciiLetterOrDigit(c) || "!#$%&'*+-.^_`|~".Contains(c, StringComparison.Ordinal));
}
