using AlertBot.Chats;
using AlertBot.Hosting;
using AlertBot.Subscriptions;
using AlertBot.Tests.Support;
using AlertBot.Web;
using Microsoft.Playwright;

namespace AlertBot.Tests.Web;

/// <summary>
/// A desk's page with something of everything on it, and windows to look at it; nothing on the page changes it.
/// </summary>
public sealed class BrowserScene : IAsyncLifetime
{
    /// <summary>No place to break it, as feeds of addresses and hashtags have.</summary>
    private static readonly string LongWord = string.Concat(Enumerable.Repeat("Unbreakable", 16));

    private TestBot _bot = null!;

    internal string Address => _bot.Get<WebServer>().Address!;

    public async ValueTask InitializeAsync()
    {
        var ct = TestContext.Current.CancellationToken;
        _bot = await TestBot.CreateAsync(
            null,
            null,
            "The Harbour Dispatch of Northern Tripolitania and the Coast",
            "الميناء",
            "Le Port",
            "gone"
        );
        _bot.Feeds.Serve(
            "The Harbour Dispatch of Northern Tripolitania and the Coast",
            Some.Rss(
                ("Truce holds in Sirte as both sides withdraw", 50),
                ("Tripoli &lt;b&gt;truce&lt;/b&gt; \u202Ereversed\u202C and @everyone", 30),
                ($"Libya truce {LongWord}", 20),
                ("Barley prices rise", 10)
            )
        );
        _bot.Feeds.Serve(
            "الميناء",
            Some.Rss(
                ("الهدنة صامدة في سرت مع انسحاب الطرفين", 40),
                ("وزير الخارجية الليبي يصل إلى طرابلس في زيارة تستمر ثلاثة أيام (Reuters, 3.5%)", 15)
            )
        );
        _bot.Feeds.Serve("Le Port", Some.Rss(("Libye : la trêve tient à Syrte, les deux camps se retirent", 45)));
        await _bot.SubscribeAsync(1, "all");
        await _bot.PollAsync();
        await _bot.PassAsync(TimeSpan.FromMinutes(5));
        // A chat rests after each message.
        for (var pass = 0; pass < 6; pass++)
            await _bot.PassAsync(TimeSpan.FromSeconds(5));
        await SayUnwantedAsync(ct);
        _bot.Write("feeds.yaml", "feeds: [{adress: x}]");
        await _bot.Get<ConfigReloader>().ReloadChangesAsync(ct);
        await _bot.Get<WebServer>().StartAsync(ct);
    }

    public ValueTask DisposeAsync() => _bot.DisposeAsync();

    private async Task SayUnwantedAsync(CancellationToken ct)
    {
        var feedback = _bot.Get<FeedbackStore>();
        var kept = 0;
        for (var entry = 1; entry <= 7; entry++)
            foreach (var reason in FeedbackStore.Reasons.Take(entry % 3))
                kept += await feedback.RecordAsync(new Chat("telegram", "1"), entry, reason, ct) ? 1 : 0;
        Assert.InRange(kept, 2, 14);
    }

    /// <summary>A rule file whose edit gains an entry and loses some.</summary>
    internal static string Edited => TestBot.Rules.Replace("[truce, ceasefire]", "[barley]", StringComparison.Ordinal);

    internal async Task<BrowserWindow> OpenAsync(
        int width = 1280,
        string language = "en",
        ColorScheme scheme = ColorScheme.Light,
        bool script = true,
        string zone = "UTC"
    )
    {
        var context = await Chromium.OpenAsync(
            new BrowserNewContextOptions
            {
                BaseURL = Address,
                ColorScheme = scheme,
                JavaScriptEnabled = script,
                Locale = language,
                TimezoneId = zone,
                ViewportSize = new ViewportSize { Width = width, Height = 800 },
            }
        );
        return new BrowserWindow(context, await context.NewPageAsync());
    }
}
