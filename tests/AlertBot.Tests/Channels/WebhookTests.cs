using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using AlertBot.Channels;
using AlertBot.Channels.Webhook;
using AlertBot.Chats;
using AlertBot.Configuration;
using AlertBot.Localization;
using AlertBot.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;

namespace AlertBot.Tests.Channels;

/// <summary>Webhooks for programs, Slack and Mattermost, over real HTTP to a server on loopback.</summary>
public sealed class WebhookTests : IAsyncLifetime
{
    private const string Path = "hook-s3cretpath";

    private readonly List<(string Body, IReadOnlyDictionary<string, string> Headers)> _posted = [];
    private TestBot _bot = null!;
    private int _status = 200;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _bot = await TestBot.CreateAsync(
            subscriptions: "subscriptions:\n  - {chat: \"webhook:desk\", topics: [all], send: all}\n",
            feeds: ["one", "two"]
        );
        _bot.Feeds.Answer(Path, async http =>
        {
            using var reader = new StreamReader(http.Request.Body);
            _posted.Add(
                (
                    await reader.ReadToEndAsync(Ct),
                    http.Request.Headers.ToDictionary(
                        h => h.Key,
                        h => h.Value.ToString(),
                        StringComparer.OrdinalIgnoreCase
                    )
                )
            );
            http.Response.StatusCode = _status;
            if (_status == 429)
                http.Response.Headers.RetryAfter = "17";
            await http.Response.WriteAsync("ok", Ct);
        });
    }

    public ValueTask DisposeAsync() => _bot.DisposeAsync();

    private async Task UseAsync(string kind, string? secret = null)
    {
        _bot.More["Webhooks:desk:Url"] = $"{_bot.Feeds.Url(Path)}";
        _bot.More["Webhooks:desk:Kind"] = kind;
        _bot.More["Webhooks:desk:Secret"] = secret;
        await _bot.RestartAsync();
    }

    private Task<DeliveryOutcome> SendAsync(Message message)
    {
        Assert.True(_bot.Get<ChannelSet>().TryGet("webhook", out var channel));
        return channel.SendAsync(message, Ct);
    }

    private static Message Message(Content? content = null) =>
        new(new Chat("webhook", "desk"), Language.English, content ?? Some.Alert()) { Key = "7" };

    private static string TextOf(string body) => JsonDocument.Parse(body).RootElement.GetProperty("text").GetString()!;

    [Fact]
    public async Task From_feed_to_Slack_an_alert_stands_once_and_a_development_follows()
    {
        await UseAsync("slack");
        _bot.Feeds.Serve(
            "one",
            Some.Rss(("Haftar and Sarraj agree to a truce in Sirte, Libya, after talks in Geneva", 30))
        );
        await _bot.PollAsync();
        await _bot.DeliverAsync();
        _bot.Feeds.Serve(
            "two",
            Some.Rss(("Sirte truce violated hours after Haftar and Sarraj agreed to it in Geneva", 5))
        );
        await _bot.PassAsync(TimeSpan.FromMinutes(16));
        await _bot.PassAsync(TimeSpan.FromSeconds(5));

        Assert.Equal(2, _posted.Count);
        Assert.StartsWith(
            "🔴 *Haftar and Sarraj agree to a truce in Sirte",
            TextOf(_posted[0].Body),
            StringComparison.Ordinal
        );
        Assert.Contains("agreed → violated", TextOf(_posted[1].Body), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(
        "slack",
        "<!channel> & <https://evil.example|click> *bold*",
        "&lt;!channel&gt; &amp; &lt;https://evil.example|click&gt; ∗bold∗"
    )]
    [InlineData(
        "mattermost",
        "@all [click](https://evil.example) **bold**",
        "@\u2060all \\[click\\](https://evil.example) \\*\\*bold\\*\\*"
    )]
    public async Task Text_from_outside_calls_nobody_and_links_nowhere(string kind, string headline, string shown)
    {
        await UseAsync(kind);

        Assert.IsType<DeliveryOutcome.Sent>(await SendAsync(Message(Some.Alert(headline))));

        Assert.Contains(shown, TextOf(_posted[0].Body), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Programs_get_fields_a_key_against_repeats_and_a_signature_they_can_check()
    {
        await UseAsync("json", secret: "shared");

        Assert.Equal(new DeliveryOutcome.Sent("7"), await SendAsync(Message()));
        Assert.IsType<DeliveryOutcome.Sent>(await SendAsync(Message() with { Target = new Target.Edit("7") }));

        var (body, headers) = _posted[0];
        var alert = JsonDocument.Parse(body).RootElement.GetProperty("alerts")[0];
        Assert.Equal(
            ("Truce holds in Sirte", "Both sides kept to it."),
            (alert.GetProperty("headline").GetString(), alert.GetProperty("summary").GetString())
        );
        Assert.Equal("webhook:desk/7", headers["Idempotency-Key"]);
        var expected = Convert.ToHexStringLower(
            HMACSHA256.HashData(
                "shared"u8.ToArray(),
                Encoding.UTF8.GetBytes($"{headers["X-AlertBot-Timestamp"]}.{body}")
            )
        );
        Assert.Equal($"sha256={expected}", headers["X-AlertBot-Signature"]);
        Assert.Equal("7", JsonDocument.Parse(_posted[1].Body).RootElement.GetProperty("replaces").GetString());
    }

    [Fact]
    public async Task A_key_comes_again_for_a_repeat_and_never_for_another_alert()
    {
        await UseAsync("json");
        _status = 503;
        _bot.Feeds.Serve("one", Some.Rss(("Truce holds in Sirte overnight", 5)));
        await _bot.PassAsync(TimeSpan.FromMinutes(1));
        _status = 200;
        await _bot.PassAsync(TimeSpan.FromMinutes(20));
        await _bot.Get<ChatLifecycle>().ForgetAsync(new Chat("webhook", "desk"), Ct);
        await _bot.RestartAsync();
        _bot.Feeds.Serve("one", Some.Rss(_bot.Clock.GetUtcNow(), ("Rebels near Goma sign truce on mines", 5)));
        await _bot.PassAsync(TimeSpan.FromMinutes(20));

        var keys = _posted.Select(post => post.Headers["Idempotency-Key"]).ToList();
        Assert.Equal(3, keys.Count);
        Assert.Equal(keys[0], keys[1]);
        Assert.NotEqual(keys[0], keys[2]);
    }

    [Theory]
    [InlineData(
        "slack",
        "https://social.example.org/@desk/114/2026*/x?u=~a!b&c=d",
        "<https://social.example.org/@desk/114/2026*/x?u=~a!b&amp;c=d>"
    )]
    [InlineData(
        "mattermost",
        "https://social.example.org/@desk/114/2026*/x?u=~a!b&c=d",
        "<https://social.example.org/@desk/114/2026*/x?u=~a!b&c=d>"
    )]
    [InlineData("mattermost", "https://example.org/a_b_(c)[d]", "<https://example.org/a_b_(c)[d]>")]
    public async Task An_address_leads_where_the_feed_says(string kind, string link, string shown)
    {
        await UseAsync(kind);

        await SendAsync(Message(Some.Alert() with { Link = new Uri(link) }));

        Assert.Equal(shown, TextOf(_posted[0].Body).Split('\n')[^1]);
    }

    [Theory]
    [InlineData("slack", 4000)]
    [InlineData("mattermost", 16383)]
    public async Task A_digest_shows_each_of_its_alerts_however_long_they_are(string kind, int most)
    {
        await UseAsync(kind);
        var alerts = Enumerable
            .Range(1, Digest.Most)
            .Select(n =>
                Some.Alert($"Headline {n} {new string('*', 190)}") with
                {
                    Publisher = new string('&', 80),
                    Sources = 12,
                    State = "agreed",
                    Link = new Uri($"https://harbour.example.org/{n}/{new string('x', 400)}"),
                }
            );

        await SendAsync(Message(new Digest([.. alerts])));

        var text = TextOf(_posted[0].Body);
        Assert.InRange(text.Length, 1, most);
        Assert.All(Enumerable.Range(1, Digest.Most), n =>
            Assert.Contains($"Headline {n} ", text, StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task Every_answer_means_what_it_says_and_tells_no_address()
    {
        await UseAsync("slack");
        var delivered = new List<DeliveryOutcome>();
        async Task<DeliveryOutcome> AnsweredAsync(int status)
        {
            _status = status;
            delivered.Add(await SendAsync(Message()));
            return delivered[^1];
        }

        Assert.Equal(TimeSpan.FromSeconds(17), Assert.IsType<DeliveryOutcome.Later>(await AnsweredAsync(429)).Wait);
        foreach (var passing in (int[])[503, 408, 421, 423, 425])
            Assert.True(Assert.IsType<DeliveryOutcome.Later>(await AnsweredAsync(passing)).ServerFailed);
        Assert.True(Assert.IsType<DeliveryOutcome.Refused>(await AnsweredAsync(403)).LostRights);
        Assert.True(Assert.IsType<DeliveryOutcome.Refused>(await AnsweredAsync(404)).LostRights);
        Assert.True(Assert.IsType<DeliveryOutcome.Refused>(await AnsweredAsync(302)).LostRights);
        Assert.False(Assert.IsType<DeliveryOutcome.Refused>(await AnsweredAsync(400)).LostRights);
        Assert.IsType<DeliveryOutcome.Refused>(await SendAsync(Message() with { Target = new Target.Edit("7") }));
        _bot.Feeds.Answer(Path, http =>
        {
            http.Abort();
            return Task.CompletedTask;
        });
        delivered.Add(await SendAsync(Message()));
        Assert.True(Assert.IsType<DeliveryOutcome.Later>(delivered[^1]).Unsure);
        Assert.All(delivered, outcome => Assert.DoesNotContain("s3cretpath", $"{outcome}", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Url", "nowhere", "Webhooks:desk:Url is missing or no web address")]
    [InlineData("Kind", "teams", "write json, slack or mattermost")]
    public void What_cannot_be_read_is_told(string key, string value, string said)
    {
        var settings = new Dictionary<string, string?>
        {
            ["Webhooks:desk:Url"] = "https://example.com/x",
            [$"Webhooks:desk:{key}"] = value,
        };

        var fault = Assert.Throws<SettingsException>(() =>
            WebhookOptions.Bind(new ConfigurationBuilder().AddInMemoryCollection(settings).Build())
        );

        Assert.Contains(said, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_the_settings_do_not_know_waits_for_the_operator()
    {
        await UseAsync("json");

        Assert.Contains(
            "Webhooks:other",
            Assert
                .IsType<DeliveryOutcome.Later>(await SendAsync(Message() with { Chat = new Chat("webhook", "other") }))
                .Why,
            StringComparison.Ordinal
        );
    }
}
