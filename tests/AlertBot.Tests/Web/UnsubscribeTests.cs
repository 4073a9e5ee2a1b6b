using System.Net;
using System.Text.RegularExpressions;
using AlertBot.Channels;
using AlertBot.Channels.Mail;
using AlertBot.Chats;
using AlertBot.Hosting;
using AlertBot.Localization;
using AlertBot.Subscriptions;
using AlertBot.Tests.Support;
using MimeKit;

namespace AlertBot.Tests.Web;

/// <summary>A mailbox unsubscribes by one click (RFC 8058), and stays so.</summary>
public sealed partial class UnsubscribeTests : IAsyncLifetime
{
    private const string Listed =
        "subscriptions:\n  - {chat: \"mail:desk@mission.example\", topics: [all], send: all}\n";

    private static readonly Chat Mailbox = new("mail", "desk@mission.example");

    private readonly FakeMailServer _server = new();
    private TestBot _bot = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _bot = await TestBot.CreateAsync(subscriptions: Listed, feeds: ["one"]);
        _bot.More["Mail:Host"] = "127.0.0.1";
        _bot.More["Mail:Port"] = $"{_server.Port}";
        _bot.More["Mail:Security"] = "none";
        _bot.More["Mail:From"] = "alerts@desk.example";
        _bot.More["Mail:PublicUrl"] = "https://alerts.example.org/bot/";
        _bot.More["Web:Password"] = "the-password";
        await _bot.RestartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _bot.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task A_mail_names_the_address_of_one_click_in_header_and_text()
    {
        var (first, second) = (await SentAsync(), await SentAsync());
        var path = PathIn(first);

        Assert.Equal("List-Unsubscribe=One-Click", first.Headers["List-Unsubscribe-Post"]);
        Assert.Contains(", <mailto:alerts%40desk.example?", first.Headers[HeaderId.ListUnsubscribe], Ordinal);
        Assert.Equal(path, PathIn(second));
        Assert.DoesNotContain("mission", path, Ordinal);
        Assert.Contains($"https://alerts.example.org/bot{path}", first.TextBody, Ordinal);
        Assert.Contains($"<a href=\"https://alerts.example.org/bot{path}\">", first.HtmlBody, Ordinal);
    }

    [Fact]
    public async Task One_click_ends_it_for_good_and_to_look_changes_nothing()
    {
        var path = PathIn(await SentAsync());
        using var http = await WebServerTests.OpenAsync(_bot);
        http.DefaultRequestHeaders.Host = "alerts.example.org";

        var shown = await http.GetStringAsync(path, Ct);
        Assert.Contains("<button name=\"List-Unsubscribe\" value=\"One-Click\">Unsubscribe</button>", shown, Ordinal);
        Assert.NotNull(await _bot.Get<SubscriptionStore>().FindAsync(Mailbox, Ct));
        using var clicked = await ClickAsync(http, path);
        using var again = await ClickAsync(http, path);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (clicked.StatusCode, again.StatusCode));
        Assert.Contains("nothing more is sent", await clicked.Content.ReadAsStringAsync(Ct), Ordinal);
        // The list still names it, and is read at each start.
        await _bot.RestartAsync();
        await _bot.Get<ConfigReloader>().ReloadChangesAsync(Ct);
        var before = _server.Taken.Count;
        _bot.Feeds.Serve("one", Some.Rss(("Libya truce holds in Sirte", 5)));
        await _bot.PollAsync();
        await _bot.PassAsync(TimeSpan.FromMinutes(5));
        Assert.Equal(before, _server.Taken.Count);
        Assert.Null(await _bot.Get<SubscriptionStore>().FindAsync(Mailbox, Ct));
    }

    [Fact]
    public async Task What_is_taken_out_of_the_list_and_written_anew_is_subscribed_again()
    {
        var path = PathIn(await SentAsync());
        using var http = await WebServerTests.OpenAsync(_bot);
        using var clicked = await ClickAsync(http, path);

        await ListAsync("subscriptions: []\n");
        await ListAsync(Listed);

        Assert.NotNull(await _bot.Get<SubscriptionStore>().FindAsync(Mailbox, Ct));
    }

    [Fact]
    public async Task What_waits_for_a_mailbox_is_not_sent_after_the_click()
    {
        var path = PathIn(await SentAsync());
        using var http = await WebServerTests.OpenAsync(_bot);
        _bot.Feeds.Serve("one", Some.Rss(("Libya truce holds in Sirte", 5)));
        await _bot.PollAsync();

        using var clicked = await ClickAsync(http, path);
        var before = _server.Taken.Count;
        await _bot.PassAsync(TimeSpan.FromMinutes(5));

        Assert.Equal(before, _server.Taken.Count);
    }

    [Theory]
    [InlineData("/unsubscribe/nonsense?lang=fr", "Ce lien")]
    [InlineData("/unsubscribe/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA?lang=ar", "لم يعد")]
    public async Task A_link_that_is_none_changes_nothing_and_says_so(string path, string said)
    {
        using var http = await WebServerTests.OpenAsync(_bot);

        using var shown = await http.GetAsync(path, Ct);
        using var clicked = await ClickAsync(http, path);

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (shown.StatusCode, clicked.StatusCode));
        Assert.Contains(said, await clicked.Content.ReadAsStringAsync(Ct), Ordinal);
        Assert.NotNull(await _bot.Get<SubscriptionStore>().FindAsync(Mailbox, Ct));
    }

    [Fact]
    public async Task Without_a_public_address_or_a_subscription_a_mail_names_the_sender_alone()
    {
        var unlisted = await SentAsync(new Chat("mail", "guest@mission.example"));
        _bot.More.Remove("Mail:PublicUrl");
        await _bot.RestartAsync();
        var local = await SentAsync();

        Assert.All([unlisted, local], mail =>
        {
            Assert.StartsWith("<mailto:", mail.Headers[HeaderId.ListUnsubscribe], Ordinal);
            Assert.Null(mail.Headers["List-Unsubscribe-Post"]);
        });
    }

    [Theory]
    [InlineData("https://alerts.example.org", true)]
    [InlineData("http://alerts.example.org", false)]
    [InlineData("https://alerts.example.org/?a=b", false)]
    [InlineData("https://user:word@alerts.example.org", false)]
    public void A_public_address_is_one_of_a_site_by_TLS(string address, bool isSound) =>
        Assert.Equal(isSound, new MailOptions { PublicUrl = new Uri(address) }.IsPublicUrlSound);

    private const StringComparison Ordinal = StringComparison.Ordinal;

    private async Task ListAsync(string subscriptions)
    {
        _bot.Write("subscriptions.yaml", subscriptions);
        await _bot.Get<ConfigReloader>().ReloadChangesAsync(Ct);
    }

    private static Task<HttpResponseMessage> ClickAsync(HttpClient http, string path) =>
        http.PostAsync(path, new FormUrlEncodedContent([new("List-Unsubscribe", "One-Click")]), Ct);

    private async Task<MimeMessage> SentAsync(Chat? chat = null)
    {
        Assert.True(_bot.Get<ChannelSet>().TryGet("mail", out var channel));
        var message = new Message(chat ?? Mailbox, Language.English, Some.Alert()) { Key = "7" };
        Assert.IsType<DeliveryOutcome.Sent>(await channel.SendAsync(message, Ct));
        return _server.Taken[^1];
    }

    private static string PathIn(MimeMessage mail) =>
        ClickPath().Match(mail.Headers[HeaderId.ListUnsubscribe]!).Groups[1].Value;

    [GeneratedRegex("<https://alerts\\.example\\.org/bot(/unsubscribe/[A-Za-z0-9_-]{32}\\?lang=en)>")]
    private static partial Regex ClickPath();
}
