using System.Net;
using AlertBot.Feeds.Lists;

namespace AlertBot.Feeds.Fetching;

/// <summary>
/// Follows redirects, few of them, only over http and https, never from https back to http. .NET's own following would
/// tell neither which of them were permanent nor why one was not followed.
/// </summary>
internal sealed class FeedRedirects : DelegatingHandler
{
    private const int Most = 5;

    /// <summary>The redirects that led to an answer, in order; a request that met none has none.</summary>
    public static readonly HttpRequestOptionsKey<IReadOnlyList<FeedRedirect>> Followed = new("redirects followed");

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken
    )
    {
        var followed = new List<FeedRedirect>();
        request.Options.Set(Followed, followed);
        while (true)
        {
            var answer = await base.SendAsync(request, cancellationToken);
            if (Target(answer, request.RequestUri!) is not { } target)
                return answer;
            answer.Dispose();
            if (followed.Count == Most)
                throw new HttpRequestException($"redirected more than {Most} times");
            Move(request, target);
            followed.Add(new FeedRedirect(answer.StatusCode, target));
        }
    }

    /// <summary>
    /// Null where the answer is no redirect. Throws <see cref="HttpRequestException"/> for one that is not followed.
    /// </summary>
    private static Uri? Target(HttpResponseMessage answer, Uri from)
    {
        // 300 and 304 are none: a choice, and "not modified".
        if (
            answer.StatusCode
            is not (
                HttpStatusCode.Moved
                or HttpStatusCode.Found
                or HttpStatusCode.SeeOther
                or HttpStatusCode.TemporaryRedirect
                or HttpStatusCode.PermanentRedirect
            )
        )
            return null;
        var why =
            answer.Headers.Location is not { } location || !Uri.TryCreate(from, location, out var target)
                ? "to no address"
            : target.Scheme is not ("http" or "https") ? "to an address that is neither http nor https"
            : from.Scheme == "https" && target.Scheme == "http" ? "from https to http"
            : null;
        return why is null
            ? new Uri(from, answer.Headers.Location!)
            : throw new HttpRequestException($"redirected {why}, which is not followed");
    }

    private static void Move(HttpRequestMessage request, Uri target)
    {
        // What was meant for one host is no other's to see.
        if (!ShownAddress.IsSameOrigin(request.RequestUri!, target))
            FeedAccess.RemoveFrom(request);
        request.RequestUri = target;
        request.Headers.Host = null;
    }
}

/// <summary>One redirect: how it was said, and where it led.</summary>
internal sealed record FeedRedirect(HttpStatusCode Status, Uri Target)
{
    /// <summary>301 and 308: the feed has moved, not its answer.</summary>
    public bool IsPermanent => Status is HttpStatusCode.Moved or HttpStatusCode.PermanentRedirect;
}
