using SmartReader;

namespace AlertBot.Feeds.Articles;

/// <summary>The text of an article within its page, by SmartReader (Mozilla's Readability).</summary>
internal static class ArticleText
{
    /// <summary>
    /// Pages of news have a tenth of it; finding the article takes time with the square of some pages.
    /// </summary>
    private const int MostCharacters = 1_500_000;

    private const int MostNested = 300;

    /// <summary>Plain text with line breaks between paragraphs; null where no article is found.</summary>
    public static string? Of(Fetch.Page page)
    {
        var html = FeedText.Decode(page.Bytes, page.Charset).Text;
        if (html.Length > MostCharacters || MarkupDepth.Of(html) > MostNested)
            return null;
        try
        {
            using var reader = new Reader(page.Url.AbsoluteUri, html);
            var article = reader.GetArticle();
            return article.IsReadable && PlainText.Of(article.Content).Trim() is { Length: > 0 } text ? text : null;
        }
        // The library throws whatever a page made it run into; the entry is then told by the feed's own text.
#pragma warning disable CA1031
        catch (Exception e) when (e is not OutOfMemoryException)
#pragma warning restore CA1031
        {
            return null;
        }
    }
}
