using AlertBot.Config;

namespace AlertBot.Feeds;

/// <summary>A row of <c>feeds</c> as Dapper reads it.</summary>
internal sealed class FeedRow
{
    public const string Columns = "id, url, title, publisher, family, camp, language, every, etag, last_modified, failures, seen";

    public long Id { get; init; }
    public required string Url { get; init; }
    public string? Title { get; init; }
    public required string Publisher { get; init; }
    public string? Family { get; init; }
    public string? Camp { get; init; }
    public string? Language { get; init; }
    public long Every { get; init; }
    public string? Etag { get; init; }
    public string? LastModified { get; init; }
    public long Failures { get; init; }
    public long Seen { get; init; }

    public Feed ToFeed() => new()
    {
        Id = Id,
        Url = new Uri(Url),
        Title = Title,
        Publisher = Publisher,
        Family = Family,
        Camp = Camp,
        Language = LanguageCodes.Parse(Language),
        Every = TimeSpan.FromSeconds(Every),
        ETag = Etag,
        LastModified = LastModified,
        Failures = (int)Failures,
        Seen = Seen == 1,
    };
}
