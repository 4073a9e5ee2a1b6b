using AlertBot.Feeds.Fetching;
using AlertBot.Feeds.Lists;
using AlertBot.Feeds.Scheduling;
using AlertBot.Localization;

namespace AlertBot.Feeds;

/// <summary>A row of <c>feeds</c> as Dapper reads it.</summary>
internal sealed class FeedRow
{
    public const string Columns =
        "id, url, address, moving_to, moving_polls, title, publisher, family, camp, language, every, etag, "
        + "last_modified, body_key, failures, seen, "
        + "last_good, last_new, pace, full_text, wish, skip_hours, skip_days, "
        + "whole_at, unmodified, most_unmodified, access";

    public long Id { get; init; }
    public required string Url { get; init; }
    public string? Address { get; init; }
    public string? MovingTo { get; init; }
    public long MovingPolls { get; init; }
    public string? Title { get; init; }
    public required string Publisher { get; init; }
    public string? Family { get; init; }
    public string? Camp { get; init; }
    public string? Language { get; init; }
    public long Every { get; init; }
    public string? Etag { get; init; }
    public string? LastModified { get; init; }
    public long? BodyKey { get; init; }
    public long Failures { get; init; }
    public long Seen { get; init; }
    public DateTimeOffset? LastGood { get; init; }
    public DateTimeOffset? LastNew { get; init; }
    public long? Pace { get; init; }
    public long FullText { get; init; }
    public long Wish { get; init; }
    public long SkipHours { get; init; }
    public long SkipDays { get; init; }
    public DateTimeOffset? WholeAt { get; init; }
    public long Unmodified { get; init; }
    public long MostUnmodified { get; init; }
    public string? Access { get; init; }

    public Feed ToFeed() =>
        new()
        {
            Id = Id,
            Url = new Uri(Url),
            MovedTo = Address is null ? null : new Uri(Address),
            MovingTo = MovingTo is null ? null : new Uri(MovingTo),
            MovingPolls = (int)MovingPolls,
            Title = Title,
            Publisher = Publisher,
            Family = Family,
            Camp = Camp,
            Language = LanguageCodes.Parse(Language),
            Every = Every > 0 ? TimeSpan.FromSeconds(Every) : null,
            ETag = Etag,
            LastModified = LastModified,
            Validators = new ValidatorTrust(WholeAt, (int)Unmodified, (int)MostUnmodified),
            BodyKey = BodyKey,
            Failures = (int)Failures,
            Seen = Seen == 1,
            LastGood = LastGood,
            LastNew = LastNew,
            Pace = Pace is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
            FullText = FullText == 1,
            Access = FeedAccess.FromStore(Access),
            Hints = new PollingHints(TimeSpan.FromSeconds(Wish), (int)SkipHours, (int)SkipDays),
        };
}
