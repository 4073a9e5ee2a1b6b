using AlertBot.Feeds.Lists;

namespace AlertBot.Feeds.Fetching;

/// <summary>
/// Gets pages for everything that is no poll, within the same limits: addresses, bytes, redirects, time, hosts.
/// </summary>
internal sealed class HttpFetcher(
    HttpClient http,
    PerHostLimiter hosts,
    TimeProvider clock,
    IOptions<FeedsOptions> options
)
{
    /// <param name="url">http or https.</param>
    /// <param name="accept">For the header of that name.</param>
    /// <param name="ct">Cancels.</param>
    /// <param name="etag">With one, the server may answer 304.</param>
    /// <param name="lastModified">As <paramref name="etag"/>.</param>
    /// <param name="access">What a feed's server asks for, where <paramref name="url"/> is of its origin.</param>
    public async Task<Fetch> GetAsync(
        Uri url,
        string accept,
        CancellationToken ct,
        string? etag = null,
        string? lastModified = null,
        FeedAccess? access = null
    )
    {
        using var slot = await hosts.TakeAsync(url.Host, ct);
        using var limit = new CancellationTokenSource(options.Value.Timeout, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(ct, limit.Token);
        var started = clock.GetTimestamp();
        try
        {
            using var request = FeedRequests.Get(url, accept, options.Value.Introduction, access);
            if (etag is not null)
                request.Headers.TryAddWithoutValidation("If-None-Match", etag);
            if (lastModified is not null)
                request.Headers.TryAddWithoutValidation("If-Modified-Since", lastModified);
            using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, both.Token);
            var now = clock.GetUtcNow();
            var body = await BoundedBody.ReadAsync(answer.Content, options.Value.MaxBodyBytes, both.Token);
            return new Fetch.Page(
                answer.RequestMessage?.RequestUri ?? ShownAddress.WithoutUser(url),
                answer.StatusCode,
                body.Bytes
            )
            {
                MediaType = FeedRequests.MediaType(answer.Content),
                Charset = FeedRequests.Charset(answer.Content),
                ContentEncoding = FeedRequests.Raw(answer.Content.Headers, "Content-Encoding"),
                BodyFaults = body.Faults,
                HasMendedHeaders = answer.Headers.NonValidated.Contains(LenientHeaderStream.Mended),
                Redirects = FeedRequests.RedirectsOf(request),
                ETag = FeedRequests.Raw(answer.Headers, "ETag"),
                Link = FeedRequests.Raw(answer.Headers, "Link"),
                LastModified = FeedRequests.Raw(answer.Content.Headers, "Last-Modified"),
                GoodUntil = CacheTime.GoodUntil(answer, now),
                RetryAt = CacheTime.RetryAt(answer.Headers.RetryAfter, now),
                Took = clock.GetElapsedTime(started),
            };
        }
        catch (Exception e) when (FeedRequests.IsExpected(e))
        {
            return new Fetch.Failed(FeedRequests.MessageOf(e));
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return new Fetch.Failed($"no whole answer within {options.Value.Timeout.TotalSeconds:0} s");
        }
    }
}
