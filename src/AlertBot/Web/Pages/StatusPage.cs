using AlertBot.Channels;
using AlertBot.Feeds.Health;
using AlertBot.Hosting;
using AlertBot.Storage.Backups;

namespace AlertBot.Web.Pages;

/// <summary>How the bot is doing: faults of the configuration, channels, queue, last alerts, feeds.</summary>
internal sealed class StatusPage(
    PageStore store,
    FeedHealthStore feeds,
    ChannelSet channels,
    ConfigReloader config,
    StoreDamage damage,
    TimeProvider clock
)
{
    private const int MostFeeds = 200;
    private const int MostAlerts = 20;

    public async Task<Html?> WriteAsync(PageLayout page, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var queue = await store.QueueAsync(now, ct);
        Html oldest = queue.Oldest is null ? (Html)$"{page.Texts.QueueEmpty}" : page.Time(queue.Oldest);
        return page.Render(
            page.Texts.Status,
            $"""
            {Damage()}
            {Faults(page)}
            <section aria-labelledby="channels"><h2 id="channels">{page.Texts.Channels}</h2>{await ChannelsAsync(
                page,
                now,
                ct
            )}</section>
            <section aria-labelledby="queue"><h2 id="queue">{page.Texts.Queue}</h2>
            <dl><dt>{page.Texts.QueueLength}</dt><dd>{queue.Waiting}</dd>
            <dt>{page.Texts.QueueOldest}</dt><dd>{oldest}</dd></dl></section>
            <section aria-labelledby="alerts"><h2 id="alerts">{page.Texts.LastAlerts}</h2>{Alerts(
                page,
                await store.AlertsAsync(MostAlerts, ct)
            )}</section>
            <section aria-labelledby="feeds"><h2 id="feeds">{page.Texts.Feeds}</h2>{Feeds(
                page,
                await feeds.ListAsync(ct),
                now
            )}</section>
            """
        );
    }

    private Html Damage() =>
        damage.What is { } what ? (Html)$"""<p class="bad" role="alert" dir="ltr" lang="en">{what}</p>""" : $"";

    private Html Faults(PageLayout page) =>
        config.Faults is { Count: > 0 } diagnostics
            ? (Html)(
                $"""<section class="bad" aria-labelledby="faults"><h2 id="faults">{page.Texts.Faults}"""
                + $"""</h2><ul dir="ltr" lang="en">"""
                + $"""{diagnostics.Select(diagnostic => (Html)$"<li>{diagnostic.ToString()}</li>")}</ul></section>"""
            )
            : $"";

    private async Task<Html> ChannelsAsync(PageLayout page, DateTimeOffset now, CancellationToken ct)
    {
        var held = (await store.HeldAsync(now, ct)).ToDictionary(row => row.Name);
        var items = channels
            .Names.Select(name =>
                held.TryGetValue(name, out var row)
                    ? (Html)$"""<dt>{Html.Bdi(name)}</dt><dd class="bad">{Held(row)}</dd>"""
                    : (Html)$"<dt>{Html.Bdi(name)}</dt><dd>{page.Texts.ChannelFine}</dd>"
            )
            .ToList();
        return items.Count == 0 ? (Html)$"<p>{page.Texts.NoChannel}</p>" : $"<dl>{items}</dl>";

        string Held(HeldRow row) =>
            PageLayout.Fill(page.Texts.ChannelHeld, row.HeldUntil.ToString("HH:mm 'UTC'", null), row.Why ?? "");
    }

    private static Html Alerts(PageLayout page, IReadOnlyList<AlertRow> alerts) =>
        alerts.Count == 0
            ? (Html)$"<p>{page.Texts.NoAlert}</p>"
            : Table.Render(
                [page.Texts.Headline, page.Texts.Time, page.Texts.Channel, page.Texts.Delivery],
                alerts.Select(alert =>
                    (IReadOnlyList<Html>)
                        [
                            $"""<a href="{page.Link($"/stories/{alert.StoryId}")}">"""
                                + $"""{PageLayout.Foreign(alert.Headline, alert.Language)}</a>""",
                            page.Time(alert.Created),
                            Html.Bdi(alert.Channel),
                            $"{page.Texts.Deliveries.GetValueOrDefault(alert.State, alert.State)}",
                        ]
                )
            );

    private static Html Feeds(PageLayout page, IReadOnlyList<FeedHealth> all, DateTimeOffset now)
    {
        if (all.Count == 0)
            return $"<p>{page.Texts.NoFeed}</p>";
        var shown = all.OrderBy(feed => feed.Condition(now) is "fine" or "off" or "new")
            .ThenBy(feed => feed.Publisher, StringComparer.Ordinal)
            .Take(MostFeeds);
        Html more =
            all.Count > MostFeeds ? (Html)$"<p>{PageLayout.Fill(page.Texts.MoreFeeds, MostFeeds, all.Count)}</p>" : $"";
        var table = Table.Render(
            [page.Texts.Publisher, page.Texts.Condition, page.Texts.LastGood, page.Texts.Fault],
            shown.Select(feed => Row(page, feed, now))
        );
        return $"{more}{table}";
    }

    private static IReadOnlyList<Html> Row(PageLayout page, FeedHealth feed, DateTimeOffset now)
    {
        var condition = feed.Condition(now);
        return
        [
            $"""{Html.Bdi(feed.Publisher)} <span class="small"><bdi dir="ltr">{feed.Url.Host}</bdi></span>""",
            $"""<span class="{(condition is "failing" or "costly" or "silent" or "ended" ? "bad" : "good")}">"""
                + $"""{page.Texts.Conditions[condition]}</span>""",
            page.Time(feed.LastGood),
            $"{Html.Bdi(feed.Fault)}",
        ];
    }
}
