using System.Collections.Concurrent;
using AlertBot.Feeds.Fetching;

namespace AlertBot.Feeds.Articles;

/// <summary>Asks sites what their robots.txt allows, once a day each.</summary>
internal sealed class Robots(HttpFetcher pages, TimeProvider clock, IOptions<FeedsOptions> options)
{
    /// <summary>RFC 9309, section 2.4: not to be kept for longer than a day.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromDays(1);

    /// <summary>A site that could not be asked is left alone, but not for a day.</summary>
    private static readonly TimeSpan KeptUnreachable = TimeSpan.FromHours(1);

    private const int MostSites = 2000;

    private readonly ConcurrentDictionary<string, (RobotsText Text, DateTimeOffset Until)> _sites = new(
        StringComparer.Ordinal
    );

    /// <summary>The name robots.txt calls us by: User-Agent up to its version.</summary>
    private string Product => options.Value.UserAgent.Split('/', ' ')[0];

    public async Task<bool> AllowAsync(Uri page, CancellationToken ct)
    {
        var site = page.GetLeftPart(UriPartial.Authority);
        var now = clock.GetUtcNow();
        if (!_sites.TryGetValue(site, out var known) || known.Until <= now)
        {
            if (_sites.Count >= MostSites)
                _sites.Clear();
            var (text, kept) = await ReadAsync(new Uri($"{site}/robots.txt"), ct);
            _sites[site] = known = (text, now + kept);
        }
        return known.Text.Allows(page);
    }

    /// <summary>No such file allows everything; a server that fails, nothing (section 2.3.1).</summary>
    private async Task<(RobotsText, TimeSpan)> ReadAsync(Uri url, CancellationToken ct) =>
        await pages.GetAsync(url, "text/plain", ct) switch
        {
            Fetch.Page { IsFine: true } page => (RobotsText.Parse(page.Bytes, Product), Kept),
            Fetch.Page { Status: >= (System.Net.HttpStatusCode)400 and < (System.Net.HttpStatusCode)500 } => (
                RobotsText.AllowAll,
                Kept
            ),
            _ => (RobotsText.DisallowAll, KeptUnreachable),
        };
}
