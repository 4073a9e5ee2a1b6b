using AlertBot.Channels;
using AlertBot.Feeds;
using AlertBot.Schedule;
using AlertBot.Storage;

namespace AlertBot.Web;

/// <summary>How the bot is doing: faults of the configuration, channels, queue, last alerts, feeds.</summary>
internal sealed class StatusPage(
    PageStore store,
    FeedHealthStore feeds,
    ChannelSet channels,
    LiveConfig config,
    StoreDamage damage,
    TimeProvider clock
)
{
    private const int MostFeeds = 200;
    private const int MostAlerts = 20;

    public async Task<Html?> WriteAsync(Frame frame, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var queue = await store.QueueAsync(now, ct);
        Html oldest = queue.Oldest is null ? (Html)$"{frame.Texts.QueueEmpty}" : frame.Time(queue.Oldest);
        return frame.Around(
            frame.Texts.Status,
            $"""
            {Damage()}
            {Faults(frame)}
            <section aria-labelledby="channels"><h2 id="channels">{frame.Texts.Channels}</h2>{await ChannelsAsync(
                frame,
                now,
                ct
            )}</section>
            <section aria-labelledby="queue"><h2 id="queue">{frame.Texts.Queue}</h2>
            <dl><dt>{frame.Texts.QueueLength}</dt><dd>{queue.Waiting}</dd>
            <dt>{frame.Texts.QueueOldest}</dt><dd>{oldest}</dd></dl></section>
            <section aria-labelledby="alerts"><h2 id="alerts">{frame.Texts.LastAlerts}</h2>{Alerts(
                frame,
                await store.AlertsAsync(MostAlerts, ct)
            )}</section>
            <section aria-labelledby="feeds"><h2 id="feeds">{frame.Texts.Feeds}</h2>{Feeds(
                frame,
                await feeds.ListAsync(ct),
                now
            )}</section>
            """
        );
    }

    private Html Damage() =>
        damage.What is { } what ? (Html)$"""<p class="bad" role="alert" dir="ltr" lang="en">{what}</p>""" : $"";

    private Html Faults(Frame frame) =>
        config.Faults is { Count: > 0 } faults
            ? (Html)(
                $"""<section class="bad" aria-labelledby="faults"><h2 id="faults">{frame.Texts.Faults}"""
                + $"""</h2><ul dir="ltr" lang="en">"""
                + $"""{faults.Select(fault => (Html)$"<li>{fault.ToString()}</li>")}</ul></section>"""
            )
            : $"";

    private async Task<Html> ChannelsAsync(Frame frame, DateTimeOffset now, CancellationToken ct)
    {
        var held = (await store.HeldAsync(now, ct)).ToDictionary(row => row.Name);
        var items = channels
            .Names.Select(name =>
                held.TryGetValue(name, out var row)
                    ? (Html)$"""<dt>{Html.Bdi(name)}</dt><dd class="bad">{Held(row)}</dd>"""
                    : (Html)$"<dt>{Html.Bdi(name)}</dt><dd>{frame.Texts.ChannelFine}</dd>"
            )
            .ToList();
        return items.Count == 0 ? (Html)$"<p>{frame.Texts.NoChannel}</p>" : $"<dl>{items}</dl>";

        string Held(HeldRow row) =>
            Frame.Fill(frame.Texts.ChannelHeld, row.HeldUntil.ToString("HH:mm 'UTC'", null), row.Why ?? "");
    }

    private static Html Alerts(Frame frame, IReadOnlyList<AlertRow> alerts) =>
        alerts.Count == 0
            ? (Html)$"<p>{frame.Texts.NoAlert}</p>"
            : Table.Of(
                [frame.Texts.Headline, frame.Texts.Time, frame.Texts.Channel, frame.Texts.Delivery],
                alerts.Select(alert =>
                    (IReadOnlyList<Html>)
                        [
                            $"""<a href="{frame.Link($"/stories/{alert.StoryId}")}">"""
                                + $"""{Frame.Foreign(alert.Headline, alert.Language)}</a>""",
                            frame.Time(alert.Created),
                            Html.Bdi(alert.Channel),
                            $"{frame.Texts.Deliveries.GetValueOrDefault(alert.State, alert.State)}",
                        ]
                )
            );

    private static Html Feeds(Frame frame, IReadOnlyList<FeedHealth> all, DateTimeOffset now)
    {
        if (all.Count == 0)
            return $"<p>{frame.Texts.NoFeed}</p>";
        var shown = all.OrderBy(feed => feed.Condition(now) is "fine" or "off" or "new")
            .ThenBy(feed => feed.Publisher, StringComparer.Ordinal)
            .Take(MostFeeds);
        Html more =
            all.Count > MostFeeds ? (Html)$"<p>{Frame.Fill(frame.Texts.MoreFeeds, MostFeeds, all.Count)}</p>" : $"";
        var table = Table.Of(
            [frame.Texts.Publisher, frame.Texts.Condition, frame.Texts.LastGood, frame.Texts.Fault],
            shown.Select(feed => Row(frame, feed, now))
        );
        return $"{more}{table}";
    }

    private static IReadOnlyList<Html> Row(Frame frame, FeedHealth feed, DateTimeOffset now)
    {
        var condition = feed.Condition(now);
        return
        [
            $"""{Html.Bdi(feed.Publisher)} <span class="small"><bdi dir="ltr">{feed.Url.Host}</bdi></span>""",
            $"""<span class="{(condition is "failing" or "silent" or "ended" ? "bad" : "good")}">"""
                + $"""{frame.Texts.Conditions[condition]}</span>""",
            frame.Time(feed.LastGood),
            $"{Html.Bdi(feed.Fault)}",
        ];
    }
}
