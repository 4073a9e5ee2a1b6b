using AlertBot.Feeds.Entries;
using AlertBot.Feeds.Fetching;
using AlertBot.Feeds.Parsing;
using AlertBot.Feeds.Parsing.Text;

namespace AlertBot.Feeds.Articles;

/// <summary>
/// Fetches the articles that new entries of a feed link to, for feeds that are to be read in full. An article that
/// cannot be had takes nothing from its entry: the feed's own text stands.
/// </summary>
internal sealed class ArticleReader(
    HttpFetcher pages,
    Robots robots,
    EntryStore entries,
    DocumentReader documents,
    TimeProvider clock,
    IOptions<FeedsOptions> options,
    ILogger<ArticleReader> log
)
{
    /// <summary>
    /// Of one poll: a site is not to be read like a book. What is beyond comes with the feed's own text.
    /// </summary>
    private const int MostArticles = 10;

    /// <summary>For all articles of one poll; after that its entries go on as they are.</summary>
    private static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(20);

    private const string Accepted = "text/html, application/xhtml+xml;q=0.9, */*;q=0.1";

    public async Task<Poll> FillAsync(Feed feed, Poll poll, CancellationToken ct)
    {
        if (!feed.FullText || poll is not Poll.Fresh fresh)
            return poll;
        using var limit = new CancellationTokenSource(TimeLimit, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(ct, limit.Token);
        var filled = fresh.Entries.ToList();
        var unread = await entries.UnreadAsync(feed, fresh.Entries, ct);
        foreach (var entry in unread.Where(e => e.Link is not null && IsNews(feed, e)).Take(MostArticles))
        {
            try
            {
                if (await ReadAsync(entry.Link!, both.Token) is not { } reading)
                    continue;
                if (reading.Result is not { } text)
                {
                    // The site's others are hardly better, and other feeds wait for their turn.
                    log.ArticleTooCostly(feed.Id, feed.Publisher);
                    break;
                }
                if (text.Length > entry.Body.Length)
                    filled[filled.IndexOf(entry)] = With(entry, text);
            }
            catch (OperationCanceledException) when (!ct.IsCancellationRequested)
            {
                log.ArticlesLate(feed.Id, feed.Publisher);
                break;
            }
        }
        return fresh with { Entries = filled };
    }

    /// <summary>Null for what is no page that may be read; without a result where reading it takes too much.</summary>
    private async Task<BudgetedReading<string>?> ReadAsync(Uri link, CancellationToken ct) =>
        await robots.AllowAsync(link, ct)
        && await pages.GetAsync(link, Accepted, ct) is Fetch.Page { IsFine: true } page
        && IsHtml(page)
            ? await documents.ReadAsync(() => ArticleText.Extract(page) ?? "", ct)
            : null;

    private static bool IsHtml(Fetch.Page page) => page.MediaType is null or "text/html" or "application/xhtml+xml";

    private static Entry With(Entry entry, string text) =>
        entry with
        {
            Body = text,
            ListedBody = entry.Body,
            Boilerplate = Boilerplate.Find(entry.Title, entry.Summary, text),
        };

    /// <summary>At first sight most of what a feed lists is told to nobody.</summary>
    private bool IsNews(Feed feed, Entry entry) =>
        feed.Seen || entry.Published >= clock.GetUtcNow() - options.Value.FirstPollWindow;
}
