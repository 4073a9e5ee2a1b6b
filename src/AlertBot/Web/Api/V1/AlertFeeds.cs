using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.ServiceModel.Syndication;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using System.Xml;
using AlertBot.Localization;
using AlertBot.Rules;
using AlertBot.Stories.TalksState;
using Microsoft.AspNetCore.Http;

namespace AlertBot.Web.Api.V1;

/// <summary>
/// Gives alerts out as feeds, so that readers, wikis and other bots can take them: Atom (RFC 4287) and JSON Feed 1.1
/// (jsonfeed.org/version/1.1, read 2026-11). An answer that has not changed since a reader asked last is 304.
/// </summary>
internal static class AlertFeeds
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
        WriteIndented = true,
    };

    public static Task WriteAtomAsync(HttpContext context, FeedTitle title, IReadOnlyList<ApiEvent> events)
    {
        var feed = new SyndicationFeed(events.Select(item => AtomEntry(item, title.Language)))
        {
            Id = $"urn:alertbot:alerts:{title.Name}",
            Title = new TextSyndicationContent(title.Text),
            LastUpdatedTime = events.Select(item => item.LastSeen).DefaultIfEmpty(DateTimeOffset.UnixEpoch).Max(),
            Generator = "AlertBot",
        };
        feed.Authors.Add(new SyndicationPerson { Name = "AlertBot" });
        using var buffer = new MemoryStream();
        using (var writer = XmlWriter.Create(buffer, new XmlWriterSettings { Indent = true, CheckCharacters = true }))
            feed.SaveAsAtom10(writer);
        return SendAsync(context, "application/atom+xml; charset=utf-8", buffer.ToArray());
    }

    public static Task WriteJsonAsync(HttpContext context, FeedTitle title, IReadOnlyList<ApiEvent> events) =>
        SendAsync(
            context,
            "application/feed+json; charset=utf-8",
            JsonSerializer.SerializeToUtf8Bytes(
                new JsonFeed(
                    "https://jsonfeed.org/version/1.1",
                    Clean(title.Text),
                    [.. events.Select(item => JsonItem(item, title.Language))]
                ),
                Json
            )
        );

    private static SyndicationItem AtomEntry(ApiEvent item, Language reader)
    {
        var entry = new SyndicationItem
        {
            Id = IdOf(item),
            Title = new TextSyndicationContent(Clean(item.Title)),
            PublishDate = item.FirstSeen,
            LastUpdatedTime = item.LastSeen,
            Content = new TextSyndicationContent(HtmlOf(item, reader), TextSyndicationContentKind.Html),
        };
        entry.Authors.Add(new SyndicationPerson { Name = Clean(item.Publisher) });
        foreach (var topic in item.Topics)
            entry.Categories.Add(new SyndicationCategory(topic));
        if (Uri.TryCreate(item.Link, UriKind.Absolute, out var link))
            entry.Links.Add(SyndicationLink.CreateAlternateLink(link));
        return entry;
    }

    private static JsonFeedItem JsonItem(ApiEvent item, Language reader) =>
        new()
        {
            Id = IdOf(item),
            Url = item.Link,
            Title = Clean(item.Title),
            ContentHtml = HtmlOf(item, reader),
            DatePublished = Time(item.FirstSeen),
            DateModified = Time(item.LastSeen),
            Language = item.Language,
            Authors = [new JsonFeedAuthor(Clean(item.Publisher))],
            Tags = item.Topics,
        };

    /// <summary>
    /// An id that stays with the event. Numbers begin again in a new store, so the time of its first report is in it.
    /// </summary>
    private static string IdOf(ApiEvent item)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{item.Id}/{item.FirstSeen.ToUnixTimeMilliseconds()}");
        return $"urn:uuid:{new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16))}";
    }

    /// <summary>The state, the summary, and who reports it, in the direction of the report's language.</summary>
    private static string HtmlOf(ApiEvent item, Language reader)
    {
        var direction = item.Language == "ar" ? "rtl" : "ltr";
        var state = StateNames.Find(item.State)?.In(reader);
        var lines = new[]
        {
            state is null ? "" : $"<p><b>{Escape(state)}</b></p>",
            item.Summary.Length == 0
                ? ""
                : $"<p dir=\"{direction}\" lang=\"{item.Language}\">{Escape(item.Summary)}</p>",
            $"<p>{Escape(string.Join(" · ", [item.Publisher, .. item.Camps]))}</p>",
        };
        return string.Concat(lines);
    }

    private static string Escape(string text) => WebUtility.HtmlEncode(Clean(text));

    /// <summary>Without what XML cannot hold.</summary>
    private static string Clean(string text) =>
        string.Concat(
            text.EnumerateRunes()
                .Where(rune => !rune.IsBmp || XmlConvert.IsXmlChar((char)rune.Value))
                .Select(rune => rune.ToString())
        );

    private static string Time(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static async Task SendAsync(HttpContext context, string type, byte[] body)
    {
        var tag = $"\"{Convert.ToHexStringLower(SHA256.HashData(body).AsSpan(0, 16))}\"";
        context.Response.Headers.ETag = tag;
        // Kept by who asked, and asked for again with the tag; the page's own answers are kept by nobody.
        context.Response.Headers.CacheControl = "private, no-cache";
        if (context.Request.Headers.IfNoneMatch.ToString().Contains(tag, StringComparison.Ordinal))
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }
        context.Response.ContentType = type;
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body, context.RequestAborted);
    }
}

/// <summary>What a feed of alerts is called.</summary>
/// <param name="Name">By machines; the same query has the same.</param>
/// <param name="Text">By people.</param>
/// <param name="Language">Of the people.</param>
internal sealed record FeedTitle(string Name, string Text, Language Language)
{
    public static FeedTitle Of(ApiQuery query, RuleSet rules)
    {
        var language = LanguageCodes.Parse(query.Language) ?? Language.English;
        var topic = query.IsOneTopic ? rules.Rules.First(rule => rule.Id == query.Topics[0]) : null;
        var parts = new[] { topic?.Id, query.Language, query.Weight?.ToString().ToLowerInvariant(), query.State };
        return new FeedTitle(
            string.Join('-', parts.OfType<string>().DefaultIfEmpty("all")),
            topic is null ? "AlertBot" : $"AlertBot: {topic.Title.In(language)}",
            language
        );
    }
}
