using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using AlertBot.Channels.Console;
using AlertBot.Channels.Discord.Sending;
using AlertBot.Channels.Telegram.Sending;
using AlertBot.Channels.Webhook;
using AlertBot.Chats;
using AlertBot.Localization;
using AlertBot.Tests.Support;

namespace AlertBot.Tests.Channels;

/// <summary>How networks show a brief, and that it fits into what each takes.</summary>
public sealed partial class BriefRenderingTests
{
    private static readonly Uri Link = new("https://harbour.example.org/1?a=1&b=2");

    private static Message Small =>
        Some.Message(
            new Brief(
                "Brief: yesterday",
                [
                    new BriefSection(
                        "States that changed",
                        [new BriefItem("Truce <b> signed & sealed", "agreed", Link)]
                    ),
                    new BriefSection("Events by topic", [new BriefItem("Libya", "2", null)]),
                ]
            )
        );

    private static Message Large =>
        Some.Message(
            new Brief(
                new string('t', 300),
                [
                    .. Enumerable
                        .Range(0, 4)
                        .Select(section => new BriefSection(
                            $"Section {section}",
                            [
                                .. Enumerable
                                    .Range(0, 25)
                                    .Select(item => new BriefItem(
                                        $"*{item}* {new string('[', 130)}",
                                        new string('d', 200),
                                        new Uri($"https://harbour.example.org/{new string('x', 300)}")
                                    )),
                            ]
                        )),
                ]
            ),
            language: Language.Arabic
        );

    [Fact]
    public void Telegram_shows_headings_and_links()
    {
        Assert.Equal(
            "<b>Brief: yesterday</b>\n\n<b>States that changed</b>\n"
                + "• <a href=\"https://harbour.example.org/1?a=1&amp;b=2\">⁨Truce &lt;b&gt; signed &amp; sealed⁩</a>"
                + " – agreed"
                + "\n\n<b>Events by topic</b>\n• ⁨Libya⁩ – 2",
            TelegramMarkup.Html(Small)
        );
        var visible = WebUtility.HtmlDecode(Tags().Replace(TelegramMarkup.Html(Large), ""));
        Assert.InRange(visible.Length, 2000, TelegramMarkup.MostVisible);
        Assert.Contains("Section 3", visible, StringComparison.Ordinal);
    }

    [Fact]
    public void Discord_shows_one_embed()
    {
        var embed = Assert.Single(DiscordText.Render(Small).Embeds!);
        Assert.Equal("Brief\\: yesterday", embed.Title);
        Assert.StartsWith(
            "**States that changed**\n• [⁨Truce \\<b\\> signed & sealed⁩](",
            embed.Description!,
            StringComparison.Ordinal
        );

        var large = Assert.Single(DiscordText.Render(Large).Embeds!);
        Assert.InRange(large.Title!.Length, 1, 256);
        Assert.InRange(large.Description!.Length, 1000, 4096);
        Assert.Contains("Section 3", large.Description, StringComparison.Ordinal);
    }

    [Fact]
    public void Webhooks_and_the_terminal_show_lines_and_programs_get_parts()
    {
        Assert.Contains(
            "*States that changed*",
            WebhookText.Render(Small, WebhookKind.Slack),
            StringComparison.Ordinal
        );
        Assert.InRange(WebhookText.Render(Large, WebhookKind.Slack).Length, 1000, 4000);
        Assert.Contains(
            "▪ States that changed\n• ⁨Truce <b> signed & sealed⁩ – agreed\n",
            ConsoleText.Render(Small),
            StringComparison.Ordinal
        );

        using var json = JsonDocument.Parse(WebhookJson.Render(Small));
        var section = json.RootElement.GetProperty("brief").GetProperty("sections")[0];
        Assert.Equal("agreed", section.GetProperty("items")[0].GetProperty("detail").GetString());
    }

    [Fact]
    public void The_store_gives_back_what_was_put_in()
    {
        var written = JsonSerializer.Serialize(Small.Content);

        var read = Assert.IsType<Brief>(JsonSerializer.Deserialize<Content>(written));

        Assert.Equal(Link, read.Sections[0].Items[0].Link);
    }

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tags();
}
