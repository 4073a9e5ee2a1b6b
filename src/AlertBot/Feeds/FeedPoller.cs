using System.Net;
using System.Net.Http.Headers;
using System.Xml;

namespace AlertBot.Feeds;

/// <summary>Fetches one feed with a conditional GET (RFC 9110, section 13.1).</summary>
internal sealed class FeedPoller(HttpClient http, HostSlots hosts, TimeProvider clock, IOptions<FeedsOptions> options, ILogger<FeedPoller> log)
{
    /// <summary>Polls once. Whatever the server answers is an outcome; only <paramref name="ct"/> throws.</summary>
    public async Task<Poll> PollAsync(Feed feed, CancellationToken ct)
    {
        using var slot = await hosts.TakeAsync(feed.Url.Host, ct);
        using var limit = new CancellationTokenSource(options.Value.Timeout, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(ct, limit.Token);
        try
        {
            using var request = ConditionalGet(feed);
            using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, both.Token);
            return answer.StatusCode switch
            {
                HttpStatusCode.OK => await FreshAsync(feed, answer, both.Token),
                HttpStatusCode.NotModified => new Poll.Unchanged(),
                HttpStatusCode.Gone => new Poll.Gone(),
                HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable => Later(feed, answer),
                var status => new Poll.Broken($"HTTP {(int)status}"),
            };
        }
        // The last four: addresses and redirects that the HTTP stack will not even try.
        catch (Exception e) when (e is HttpRequestException or IOException or XmlException or FeedFormatException or ArgumentException or FormatException or NotSupportedException or InvalidOperationException)
        {
            return new Poll.Broken(Plain(e));
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return new Poll.Broken($"no whole answer within {options.Value.Timeout.TotalSeconds:0} s");
        }
    }

    private HttpRequestMessage ConditionalGet(Feed feed)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, feed.Url);
        request.Headers.TryAddWithoutValidation("User-Agent", options.Value.UserAgent);
        request.Headers.Accept.ParseAdd("application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, */*;q=0.5");
        request.Headers.AcceptEncoding.ParseAdd(BoundedBody.Encodings);
        // Sent back as it came: servers compare it byte by byte, and some send what no parser takes.
        if (feed.ETag is not null)
            request.Headers.TryAddWithoutValidation("If-None-Match", feed.ETag);
        if (feed.LastModified is not null)
            request.Headers.TryAddWithoutValidation("If-Modified-Since", feed.LastModified);
        return request;
    }

    private async Task<Poll> FreshAsync(Feed feed, HttpResponseMessage answer, CancellationToken ct)
    {
        var bytes = await BoundedBody.ReadAsync(answer.Content, options.Value.MaxBodyBytes, ct);
        // Links are relative to where the document was found in the end.
        var found = feed with { Url = answer.RequestMessage?.RequestUri ?? feed.Url };
        var entries = FeedDocument.Read(bytes, answer.Content.Headers.ContentType?.CharSet, found, options.Value.MaxEntries);
        return new Poll.Fresh(entries, Raw(answer.Headers, "ETag"), Raw(answer.Content.Headers, "Last-Modified"));
    }

    private Poll.Later Later(Feed feed, HttpResponseMessage answer)
    {
        var now = clock.GetUtcNow();
        var until = answer.Headers.RetryAfter switch
        {
            { Delta: { } delta } => now + delta,
            { Date: { } date } => date,
            _ => now + feed.Every,
        };
        log.AskedToWait(feed.Id, (int)answer.StatusCode, until);
        return new Poll.Later(until);
    }

    private static string? Raw(HttpHeaders headers, string name) =>
        headers.NonValidated.TryGetValues(name, out var values) ? values.ToString() : null;

    /// <summary>The innermost words: "name or service not known" says more than "an error occurred while sending the request".</summary>
    private static string Plain(Exception e) => (e.InnerException ?? e).Message;
}
