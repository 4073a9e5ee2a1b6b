using AlertBot.Channels;
using AlertBot.Channels.Discord.Sending;
using AlertBot.Chats;
using AlertBot.Localization;
using AlertBot.Tests.Support;
using CsCheck;

namespace AlertBot.Tests.Channels.Discord;

public sealed class DiscordTextTests : IAsyncLifetime
{
    private static readonly Chat Chat = new("discord", "800000000000000001");

    private FakeDiscord _discord = null!;

    public async ValueTask InitializeAsync() => _discord = await FakeDiscord.StartAsync();

    public async ValueTask DisposeAsync()
    {
        Assert.Empty(_discord.Violations);
        await _discord.DisposeAsync();
    }

    [Fact]
    public async Task An_Arabic_alert_is_an_embed_that_reads_right_to_left()
    {
        var alert = Some.Alert("هدنة في سرت", "التزم الطرفان بها ليومين.", Language.Arabic) with
        {
            Topics = [new Topic("ceasefire", "وقف إطلاق النار"), new Topic("military-dialogue", "مسار 5+5")],
            Sources = 3,
        };

        await SendAsync(Some.Message(alert, Chat, Language.Arabic));

        Assert.Equal(
            """
            {"title":"‏🔴 هدنة في سرت","description":"‏التزم الطرفان بها ليومين.",
            "url":"https://harbour.example.org/1","color":14232864,"timestamp":"2026-01-15T09:00:00Z",
            "fields":[{"name":"المواضيع","value":"‏وقف إطلاق النار · مسار 5+5","inline":false}],
            "footer":{"text":"‏⁨Harbour Dispatch⁩ · ⁨3⁩ مصادر"}}
            """.Replace("\n", "", StringComparison.Ordinal),
            System.Text.RegularExpressions.Regex.Unescape(
                Assert
                    .Single(_discord.Messages)
                    .Embed!.ToJsonString(
                        new System.Text.Json.JsonSerializerOptions
                        {
                            Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
                        }
                    )
            )
        );
    }

    [Theory]
    [InlineData("@everyone <@&5> <#6> [free](https://evil.example) **bold** ||spoiler|| # head")]
    [InlineData("```js\ncode``` `x` ~~s~~ __u__ > quote\n- item\n1. item")]
    [InlineData("\u202Ereversed\u202C and \u2067isolated\u2069 \u0007bell")]
    [InlineData("\u200B\u200E\u2060")]
    [InlineData("👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦")]
    [InlineData("e\u0301\u0301\u0301 \uD800 lone surrogate")]
    public async Task Hostile_text_arrives_as_text(string text)
    {
        Assert.IsType<DeliveryOutcome.Sent>(await SendAsync(Some.Message(Some.Alert(text, text), Chat)));

        var embed = Assert.Single(_discord.Messages).Embed!;
        var shown = $"{embed["title"]}\n{embed["description"]}";
        Assert.DoesNotContain('\u202E', shown);
        // Every sign that Discord would read stands behind a backslash.
        Assert.Empty(
            shown
                .Select((c, i) => (c, i))
                .Where(x => "*_~`|>#[]()<@".Contains(x.c, StringComparison.Ordinal) && shown[x.i - 1] != '\\')
                .Select(x => shown[x.i..])
        );
    }

    [Fact]
    public async Task Texts_of_any_length_are_cut_to_what_Discord_takes()
    {
        var endless = string.Concat(Enumerable.Repeat("كلمة طويلة جدا 👨‍👩‍👧 * _ <x> ", 5000));
        var link = new Uri("https://harbour.example.org/" + new string('a', 3000));
        var alert = Some.Alert(endless, endless, Language.Arabic) with
        {
            Publisher = endless,
            Topics = [.. Enumerable.Repeat(new Topic("x", endless[..900]), 5)],
            Development = endless,
        };

        Assert.IsType<DeliveryOutcome.Sent>(await SendAsync(Some.Message(alert, Chat)));
        Assert.IsType<DeliveryOutcome.Sent>(await SendAsync(Some.Message(alert with { Link = link }, Chat)));
        Assert.IsType<DeliveryOutcome.Sent>(
            await SendAsync(Some.Message(new Digest([.. Enumerable.Repeat(alert, Digest.Most)]), Chat))
        );
        Assert.IsType<DeliveryOutcome.Sent>(await SendAsync(Some.Message(new Digest([alert]), Chat, Language.Arabic)));
        Assert.IsType<DeliveryOutcome.Sent>(await SendAsync(Some.Message(new Notice(endless), Chat)));
        _discord.Room(Chat.Address).MayEmbed = false;
        Assert.IsType<DeliveryOutcome.Sent>(
            await SendAsync(Some.Message(new Digest([.. Enumerable.Repeat(alert, Digest.Most)]), Chat))
        );
    }

    /// <summary>
    /// Whatever the text: it fits, it ends in no half sign, and without its backslashes it is a beginning of the text.
    /// </summary>
    [Fact]
    public void What_is_fitted_is_short_enough_and_still_the_text() =>
        Gen.Select(Gen.Char["a *_\\بé[@"].Array[0, 400].Select(chars => new string(chars)), Gen.Int[0, 300])
            .Holds(
                (text, most) =>
                {
                    var fitted = DiscordMarkdown.Fit(text, most);

                    Assert.InRange(fitted.Length, 0, most);
                    var plain = System.Text.RegularExpressions.Regex.Replace(fitted, @"\\(.)", "$1");
                    Assert.StartsWith(plain.TrimEnd('…'), text, StringComparison.Ordinal);
                    Assert.Equal(fitted, DiscordMarkdown.Escape(plain));
                }
            );

    [Fact]
    public async Task A_digest_shows_every_alert_with_its_link_where_there_is_room()
    {
        await SendAsync(
            Some.Message(
                new Digest([
                    .. Enumerable
                        .Range(1, Digest.Most)
                        .Select(i =>
                            Some.Alert($"Story {i} of the day") with
                            {
                                Link = new Uri($"https://harbour.example.org/a({i})"),
                            }
                        ),
                ]),
                Chat
            )
        );

        var text = string.Join(
            '\n',
            Assert.Single(_discord.Messages).Body["embeds"]!.AsArray().Select(e => $"{e!["description"]}")
        );
        Assert.All(Enumerable.Range(1, Digest.Most), i =>
            Assert.Contains(
                $"[Story {i} of the day](https://harbour.example.org/a%28{i}%29)",
                text,
                StringComparison.Ordinal
            )
        );
    }

    [Fact]
    public void Answers_keep_our_own_code_and_links_and_escape_what_is_foreign()
    {
        var reply = new Reply(
            Language.English,
            $"`/topics` – {SafeText.Isolate("*loud* <@5>")}\nhttps://harbour.example.org/a_b"
        );

        Assert.Equal(
            "`/topics` – \u2068\\*loud\\* \\<\\@5\\>\u2069\nhttps://harbour.example.org/a_b",
            DiscordMarkdown.OfReply(reply, 2000)
        );
    }

    private async Task<DeliveryOutcome> SendAsync(Message message)
    {
        using var bench = new DiscordBench(_discord.Url);
        return await bench.Channel.SendAsync(message, TestContext.Current.CancellationToken);
    }
}
