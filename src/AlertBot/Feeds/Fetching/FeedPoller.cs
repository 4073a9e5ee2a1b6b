using System.Net;
using AlertBot.Feeds.Entries;
using AlertBot.Feeds.Lists;
using AlertBot.Feeds.Parsing;
using AlertBot.Feeds.Scheduling;
using AlertBot.Feeds.WebSub;

namespace AlertBot.Feeds.Fetching;

/// <summary>Fetches one feed with a conditional GET (RFC 9110, section 13.1).</summary>
internal sealed class FeedPoller(
    HttpClient http,
    PerHostLimiter hosts,
    DocumentReader documents,
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
            var poll = await ReadAsync(feed, answer, both.Token, ct);
            return poll with { MovedTo = MovedTo(request), GoodUntil = CacheTime.GoodUntil(answer, clock.GetUtcNow()) };
        }
        catch (Exception e) when (FeedRequests.IsExpected(e))
        {
            return new Poll.Broken(FeedRequests.MessageOf(e));
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return new Poll.Broken($"no whole answer within {options.Value.Timeout.TotalSeconds:0} s");
        }
    }

    private HttpRequestMessage ConditionalGet(Feed feed)
    {
        var request = FeedRequests.Get(
            AddressWithUser(feed),
            Accepted,
            options.Value.Introduction,
            ShownAddress.IsSameOrigin(feed.Address, feed.Url) ? feed.Access : null
        );
        if (!IsConditional(feed))
            return request;
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

    /// <summary>A feed that has moved within its host is asked with the user it was listed with.</summary>
    private static Uri AddressWithUser(Feed feed)
    {
        if (
            feed.Url.UserInfo.Length == 0
            || feed.Address.UserInfo.Length > 0
            || !ShownAddress.IsSameOrigin(feed.Address, feed.Url)
        )
            return feed.Address;
        var (user, password) = ShownAddress.UserOf(feed.Url);
        return new UriBuilder(feed.Address) { UserName = user, Password = password }.Uri;
    }

    private bool IsConditional(Feed feed) =>
        (feed.ETag is not null || feed.LastModified is not null)
        && feed.Validators.MayAskConditionally(clock.GetUtcNow());

    /// <param name="feed">As it was leased.</param>
    /// <param name="answer">Its headers have come.</param>
    /// <param name="inTime">Bounds what the server takes.</param>
    /// <param name="ct">Of the poll: what comes in time may take its time to be read.</param>
    private async Task<Poll> ReadAsync(
        Feed feed,
        HttpResponseMessage answer,
        CancellationToken inTime,
        CancellationToken ct
    )
    {
        var status = answer.StatusCode;
        var retryAt = CacheTime.RetryAt(answer.Headers.RetryAfter, clock.GetUtcNow());
        return status switch
        {
            HttpStatusCode.OK or HttpStatusCode.NonAuthoritativeInformation or HttpStatusCode.IMUsed =>
                await FreshAsync(
                    feed,
                    answer,
                    await BoundedBody.ReadAsync(answer.Content, options.Value.MaxBodyBytes, inTime),
                    ct
                ),
            HttpStatusCode.NotModified when IsConditional(feed) => new Poll.Unchanged(),
            HttpStatusCode.NotModified => new Poll.Broken(
                "HTTP 304 (not modified), though the whole document was asked for: its server, or a cache before "
                    + "it, has a fault"
            ),
            HttpStatusCode.Gone => new Poll.Gone(),
            HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable => Later(feed, status, retryAt),
            >= HttpStatusCode.BadRequest when retryAt is not null => Later(feed, status, retryAt),
            _ => new Poll.Broken($"HTTP {(int)status}"),
        };
    }

    private async Task<Poll> FreshAsync(Feed feed, HttpResponseMessage answer, ReceivedBody body, CancellationToken ct)
    {
        var content = answer.Content;
        var (tag, modified, key) = (
            FeedRequests.Raw(answer.Headers, "ETag"),
            FeedRequests.Raw(content.Headers, "Last-Modified"),
            EntryIdentity.Key(body.Bytes)
        );
        if (key == feed.BodyKey)
            return new Poll.Unchanged { SameAs = new Poll.Fresh([], tag, modified) };
        // Links are relative to where the document was found in the end.
        var found = feed with { Url = answer.RequestMessage?.RequestUri ?? ShownAddress.WithoutUser(feed.Address) };
        var charset = FeedRequests.Charset(content);
        var reading = await documents.ReadAsync(
            () =>
            {
                var parsed = FeedDocument.Parse(body.Bytes, charset, options.Value.MaxEntries);
                return Tuple.Create(parsed, FeedDocument.Entries(parsed, found));
            },
            ct
        );
        if (reading.Result is not var (document, entries))
            return reading.HasWaitedInVain
                ? new Poll.Broken(
                    $"not read: costly documents took longer than {DocumentReader.LongestQueue.TotalSeconds:0} s"
                )
                : new Poll.TooCostly(documents.Budget);
        var isCut = document.Repairs.HasFlag(FeedRepairs.Truncated);
        if (isCut && body.IsDoubtful)
            return new Poll.Broken(body.Why);
        if (document.LeftOut > 0)
            log.EntriesLeftOut(feed.Id, feed.Publisher, document.LeftOut, document.Entries.Count);
        return new Poll.Fresh(entries, isCut ? null : tag, isCut ? null : modified)
        {
            Spent = reading.Spent,
            IsWhole = answer.StatusCode != HttpStatusCode.IMUsed && !isCut,
            Hints = PollingHints.Parse(document.Channel?.Element),
            Hub = HubOffer.Find(FeedRequests.Raw(answer.Headers, "Link"), document.HubLinks, found.Url),
            // What was cut is read again, and the whole asked for: "not modified" would hide what is missing.
            BodyKey = isCut ? 0 : key,
        };
    }

    private Poll.Later Later(Feed feed, HttpStatusCode status, DateTimeOffset? until)
    {
        if (until is { } known)
            log.AskedToWait(feed.Id, feed.Publisher, (int)status, known);
        return new Poll.Later(until) { WholeHost = status == HttpStatusCode.TooManyRequests };
    }

    /// <summary>Where the permanent redirects led, up to the first that was not.</summary>
    private static Uri? MovedTo(HttpRequestMessage request) =>
        FeedRequests.RedirectsOf(request).TakeWhile(r => r.IsPermanent).LastOrDefault()?.Target;
}
