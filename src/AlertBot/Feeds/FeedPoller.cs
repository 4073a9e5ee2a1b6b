using System.Net;

namespace AlertBot.Feeds;

/// <summary>Fetches one feed with a conditional GET (RFC 9110, section 13.1).</summary>
internal sealed class FeedPoller(
    HttpClient http,
    HostSlots hosts,
    TimeProvider clock,
    IOptions<FeedsOptions> options,
    ILogger<FeedPoller> log
)
{
    public const string Accepted =
        "application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, */*;q=0.5";

    /// <summary>Polls once. Whatever the server answers is an outcome; only <paramref name="ct"/> throws.</summary>
    public async Task<Poll> PollAsync(Feed feed, CancellationToken ct)
    {
        using var slot = await hosts.TakeAsync(feed.Address.Host, ct);
        using var limit = new CancellationTokenSource(options.Value.Timeout, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(ct, limit.Token);
        try
        {
            using var request = ConditionalGet(feed);
            using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, both.Token);
            var poll = await ReadAsync(feed, answer, both.Token);
            return poll with { MovedTo = MovedTo(request), GoodUntil = CacheTime.GoodUntil(answer, clock.GetUtcNow()) };
        }
        catch (Exception e) when (FeedRequests.IsExpected(e))
        {
            return new Poll.Broken(FeedRequests.Plain(e));
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return new Poll.Broken($"no whole answer within {options.Value.Timeout.TotalSeconds:0} s");
        }
    }

    private HttpRequestMessage ConditionalGet(Feed feed)
    {
        var request = FeedRequests.Get(feed.Address, Accepted, options.Value.Introduction);
        // Sent back as it came: servers compare it byte by byte, and some send what no parser takes.
        if (feed.LastModified is not null)
            request.Headers.TryAddWithoutValidation("If-Modified-Since", feed.LastModified);
        if (feed.ETag is null)
            return request;
        request.Headers.TryAddWithoutValidation("If-None-Match", feed.ETag);
        // Servers that know it send only the entries new since that tag, as 226 (RFC 3229 with the "feed" method).
        request.Headers.TryAddWithoutValidation("A-IM", "feed");
        return request;
    }

    private async Task<Poll> ReadAsync(Feed feed, HttpResponseMessage answer, CancellationToken ct)
    {
        var status = answer.StatusCode;
        var retryAt = CacheTime.RetryAt(answer.Headers.RetryAfter, clock.GetUtcNow());
        return status switch
        {
            HttpStatusCode.OK or HttpStatusCode.IMUsed => await FreshAsync(feed, answer, ct),
            HttpStatusCode.NotModified => new Poll.Unchanged(),
            HttpStatusCode.Gone => new Poll.Gone(),
            HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable => Later(feed, status, retryAt),
            >= HttpStatusCode.BadRequest when retryAt is not null => Later(feed, status, retryAt),
            _ => new Poll.Broken($"HTTP {(int)status}"),
        };
    }

    private async Task<Poll> FreshAsync(Feed feed, HttpResponseMessage answer, CancellationToken ct)
    {
        var content = answer.Content;
        var bytes = await BoundedBody.ReadAsync(content, options.Value.MaxBodyBytes, ct);
        var (tag, modified, key) = (
            FeedRequests.Raw(answer.Headers, "ETag"),
            FeedRequests.Raw(content.Headers, "Last-Modified"),
            EntryIdentity.Key(bytes)
        );
        if (key == feed.BodyKey)
            return new Poll.Unchanged { SameAs = new Poll.Fresh([], tag, modified) };
        // Links are relative to where the document was found in the end.
        var found = feed with { Url = answer.RequestMessage?.RequestUri ?? feed.Address };
        var document = FeedDocument.Parse(bytes, content.Headers.ContentType?.CharSet, options.Value.MaxEntries);
        return new Poll.Fresh(EntryBounds.Within(FeedDocument.Entries(document, found)), tag, modified)
        {
            IsWhole = answer.StatusCode == HttpStatusCode.OK && !document.Repairs.HasFlag(FeedRepairs.Truncated),
            Wishes = FeedWishes.Of(document.Channel?.Element),
            BodyKey = key,
        };
    }

    private Poll.Later Later(Feed feed, HttpStatusCode status, DateTimeOffset? until)
    {
        if (until is { } known)
            log.AskedToWait(feed.Id, (int)status, known);
        return new Poll.Later(until) { WholeHost = status == HttpStatusCode.TooManyRequests };
    }

    /// <summary>Where the permanent redirects led, up to the first that was not.</summary>
    private static Uri? MovedTo(HttpRequestMessage request) =>
        FeedRequests.RedirectsOf(request).TakeWhile(r => r.IsPermanent).LastOrDefault()?.Target;
}
