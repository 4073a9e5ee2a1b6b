using AlertBot.Localization;

namespace AlertBot.Feeds.Health;

/// <summary>A row of <c>feeds</c> as <see cref="FeedHealth"/> needs it, read by Dapper.</summary>
internal sealed class FeedHealthRow
{
    public const string Columns =
        "id, url, address, publisher, language, listed_enabled, last_poll, last_good, last_new, "
        + "broken_since, ended, failures, last_fault, costly, pace, next_poll, etag, last_modified, body_key, "
        + "most_unmodified, told";

    public long Id { get; init; }
    public required string Url { get; init; }
    public string? Address { get; init; }
    public required string Publisher { get; init; }
    public string? Language { get; init; }
    public long ListedEnabled { get; init; }
    public DateTimeOffset? LastPoll { get; init; }
    public DateTimeOffset? LastGood { get; init; }
    public DateTimeOffset? LastNew { get; init; }
    public DateTimeOffset? BrokenSince { get; init; }
    public DateTimeOffset? Ended { get; init; }
    public long Failures { get; init; }
    public string? LastFault { get; init; }
    public long Costly { get; init; }
    public long? Pace { get; init; }
    public DateTimeOffset NextPoll { get; init; }
    public string? Etag { get; init; }
    public string? LastModified { get; init; }
    public long? BodyKey { get; init; }
    public long MostUnmodified { get; init; }
    public required string Told { get; init; }

    public FeedHealth ToHealth() =>
        new()
        {
            Id = Id,
            Url = new Uri(Url),
            MovedTo = Address is null ? null : new Uri(Address),
            Publisher = Publisher,
            Language = LanguageCodes.Parse(Language),
            Enabled = ListedEnabled == 1,
            LastPoll = LastPoll,
            LastGood = LastGood,
            LastNew = LastNew,
            BrokenSince = BrokenSince,
            Ended = Ended,
            Failures = (int)Failures,
            Fault = LastFault,
            IsCostly = Costly == 1,
            Pace = Pace is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
            NextPoll = NextPoll,
            IsConditional = Etag is not null || LastModified is not null,
            IsValidatorStuck = MostUnmodified == 0,
            ETag = Etag,
            BodyKey = BodyKey,
            Reported = Told.Length == 0 ? FeedProblemFlags.None : Enum.Parse<FeedProblemFlags>(Told),
        };
}
