using System.Net.Http.Headers;

namespace AlertBot.Feeds.Fetching;

/// <summary>How long an answer counts as current (RFC 9111, section 4.2).</summary>
internal static class CacheTime
{
    /// <summary>
    /// max-age less the age it has already, else Expires less Date; null where the server says neither, or forbids
    /// keeping it.
    /// </summary>
    public static DateTimeOffset? GoodUntil(HttpResponseMessage answer, DateTimeOffset now)
    {
        var cache = answer.Headers.CacheControl;
        if (cache is { NoCache: true } or { NoStore: true })
            return null;
        var length =
            cache?.MaxAge is { } age ? age - (answer.Headers.Age ?? TimeSpan.Zero)
            : answer.Content.Headers.Expires is { } expires ? expires - (answer.Headers.Date ?? now)
            : TimeSpan.Zero;
        return length > TimeSpan.Zero ? now + (length < Longest ? length : Longest) : null;
    }

    /// <summary>
    /// When the server wants to be asked again, by Retry-After in either form (RFC 9110, section 10.2.3); null when it
    /// does not say.
    /// </summary>
    public static DateTimeOffset? RetryAt(RetryConditionHeaderValue? retry, DateTimeOffset now) =>
        retry?.Delta is { } delta ? now + (delta < Longest ? delta : Longest) : retry?.Date;

    /// <summary>Beyond any use, and well within what a date can hold.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromDays(365);
}
