using System.Net;
using System.Net.Http.Headers;
using System.Xml;

namespace AlertBot.Feeds;

/// <summary>What every request to a stranger has in common.</summary>
internal static class FeedRequests
{
    public static HttpRequestMessage Get(Uri url, string accept, string introduction)
    {
        // Not HTTP/3, whose connections are opened past the check of addresses.
        var request = new HttpRequestMessage(HttpMethod.Get, url)
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
        };
        request.Headers.TryAddWithoutValidation("User-Agent", introduction);
        request.Headers.TryAddWithoutValidation("Accept", accept);
        request.Headers.AcceptEncoding.ParseAdd(BoundedBody.Encodings);
        return request;
    }

    /// <summary>In order; empty when there were none.</summary>
    public static IReadOnlyList<FeedRedirect> RedirectsOf(HttpRequestMessage request) =>
        request.Options.TryGetValue(FeedRedirects.Followed, out var followed) ? followed : [];

    /// <summary>
    /// A header as it came: validators are sent back byte by byte, and some are such as no parser takes.
    /// </summary>
    public static string? Raw(HttpHeaders headers, string name) =>
        headers.NonValidated.TryGetValues(name, out var values) ? values.ToString() : null;

    /// <summary>
    /// What a server, a network or a document can bring about; the last four are for addresses the HTTP stack will not
    /// even try.
    /// </summary>
    public static bool IsExpected(Exception e) =>
        e
            is HttpRequestException
                or IOException
                or XmlException
                or FeedFormatException
                or ArgumentException
                or FormatException
                or NotSupportedException
                or InvalidOperationException;

    /// <summary>
    /// The innermost words: "name or service not known" says more than "an error occurred while sending the request".
    /// </summary>
    public static string Plain(Exception e) => (e.InnerException ?? e).Message;
}
