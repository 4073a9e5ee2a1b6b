using System.Net;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using System.Xml;
using AlertBot.Feeds.Lists;
using AlertBot.Feeds.Parsing;

namespace AlertBot.Feeds.Fetching;

/// <summary>What every request to a stranger has in common.</summary>
internal static partial class FeedRequests
{
    /// <param name="url">http or https; user and password in it are sent as HTTP's Basic, and go no further.</param>
    /// <param name="accept">For the header of that name.</param>
    /// <param name="introduction">For User-Agent.</param>
    /// <param name="access">What the feed's server asks for, where <paramref name="url"/> is of its origin.</param>
    public static HttpRequestMessage Get(Uri url, string accept, string introduction, FeedAccess? access = null)
    {
        // Not HTTP/3, whose connections are opened past the check of addresses.
        var request = new HttpRequestMessage(HttpMethod.Get, ShownAddress.WithoutUser(url))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
        };
        if (url.UserInfo.Length > 0)
            request.Headers.Authorization = FeedAccess.Basic(Uri.UnescapeDataString(url.UserInfo));
        request.Headers.TryAddWithoutValidation("User-Agent", introduction);
        request.Headers.TryAddWithoutValidation("Accept", accept);
        request.Headers.AcceptEncoding.ParseAdd(BoundedBody.Encodings);
        access?.AddTo(request);
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

    /// <summary>The charset that Content-Type names, also where the header is not quite legal.</summary>
    public static string? Charset(HttpContent content) =>
        content.Headers.ContentType?.CharSet
        ?? (
            CharsetName().Match(Raw(content.Headers, "Content-Type") ?? "") is { Success: true } found
                ? found.Groups[1].Value
                : null
        );

    /// <summary>The media type that Content-Type names, likewise.</summary>
    public static string? MediaType(HttpContent content) =>
        content.Headers.ContentType?.MediaType
        ?? (
            Raw(content.Headers, "Content-Type")?.Split(';', ',')[0].Trim().ToLowerInvariant() is { Length: > 0 } type
                ? type
                : null
        );

    [GeneratedRegex(
        """charset\s*=\s*["']?([A-Za-z0-9_.:-]+)""",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex CharsetName();

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
    public static string MessageOf(Exception e) => (e.InnerException ?? e).Message;
}
