using System.Text.RegularExpressions;
using AlertBot.Feeds.Fetching;
using AlertBot.Feeds.Parsing.Encodings;
using AlertBot.Feeds.Parsing.Text;
using AlertBot.Feeds.Parsing.Xml;
using AlertBot.Runtime;
using AngleSharp.Html.Parser;
using SmartReader;

namespace AlertBot.Feeds.Articles;

/// <summary>The text of an article within its page, by SmartReader (Mozilla's Readability).</summary>
internal static partial class ArticleText
{
    /// <summary>
    /// Without scripts and comments; pages of news have a fifth of it, and finding the article takes time with the
    /// square of some pages.
    /// </summary>
    private const int MostCharacters = 500_000;

    private const int MostNested = 300;

    /// <summary>Pages of news have some thousand elements.</summary>
    private const int MostElements = 15_000;

    private const long MostWork = 2_000_000;

    /// <summary>Plain text with line breaks between paragraphs; null where no article is found.</summary>
    public static string? Extract(Fetch.Page page)
    {
        var html = Unread().Replace(FeedText.Decode(page.Bytes, page.Charset).Text, " ");
        if (
            html.Length > MostCharacters
            || MarkupDepth.Measure(html) is var (deepest, work) && (deepest > MostNested || work > MostWork)
            || Title().IsMatch(html)
            || LongTag().IsMatch(html)
        )
            return null;
        try
        {
            var document = new HtmlParser().ParseDocument(html);
            CpuBudget.Check();
            if (document.All.Length > MostElements)
                return null;
            using var reader = new Reader(page.Url.AbsoluteUri, document) { DisableJSONLD = true };
            // Asked of every element: where the time is up, the library is left here.
            var isVisible = reader.IsNodeVisible;
            reader.IsNodeVisible = element =>
            {
                CpuBudget.Check();
                return isVisible(element);
            };
            reader.AddCustomOperationStart(_ => CpuBudget.Check());
            reader.AddCustomOperationEnd(_ => CpuBudget.Check());
            var article = reader.GetArticle();
            return article.IsReadable && PlainText.FromHtml(article.Content).Trim() is { Length: > 0 } text
                ? text
                : null;
        }
        // The library throws whatever a page made it run into; the entry is then told by the feed's own text.
#pragma warning disable CA1031
        catch (Exception e) when (e is not OutOfMemoryException && !CpuBudget.IsSpent)
#pragma warning restore CA1031
        {
            return null;
        }
    }

    /// <summary>What no reader sees, and what the library would look through for nothing.</summary>
    [GeneratedRegex(
        @"<!--.*?(?:-->|\z)|<(script|style|svg|noscript|template)\b.*?(?:</\1\s*>|\z)",
        RegexOptions.Singleline | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Unread();

    [GeneratedRegex(@"<title\b[^<]{1000}", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Title();

    [GeneratedRegex("<[a-zA-Z][^<>]{4000}", RegexOptions.CultureInvariant)]
    private static partial Regex LongTag();
}
