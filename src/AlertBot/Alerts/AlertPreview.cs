using AlertBot.Alerts.Summaries;
using AlertBot.Channels;
using AlertBot.Chats;
using AlertBot.Localization;
using AlertBot.Storage;
using AlertBot.Stories;
using AlertBot.Stories.TalksState;
using AlertBot.Subscriptions;
using AlertBot.Subscriptions.Commands;
using AlertBot.Subscriptions.Sharing;

namespace AlertBot.Alerts;

/// <summary>Writes past alerts in plain text, short enough for three to fit into an answer on every network.</summary>
internal sealed class AlertPreview(
    Database database,
    EventReportStore reports,
    StoryStore stories,
    IOptions<SummariesOptions> summaries
) : IAlertPreview
{
    private const int LongestHeadline = 150;
    private const int LongestSummary = 250;

    public async Task<IReadOnlyList<string>> ComposeAsync(
        Subscription subscription,
        IReadOnlyList<long> entries,
        CancellationToken ct
    )
    {
        var written = new List<string>();
        await using var tx = await database.BeginAsync(ct);
        foreach (var entry in entries)
        {
            if (await reports.ReadAsync(tx, entry, ct) is not { Matches.Count: > 0 } report)
                continue;
            var happening = await tx.ScalarAsync<long>(
                "SELECT event_id FROM entries WHERE id = @entry",
                new { entry },
                ct
            );
            var (families, camps) = (await (await stories.AskCorroborationAsync(tx, happening, ct)).ReadAsync(ct))[0];
            var standing = new EventStanding(
                families,
                camps,
                Claim.Conflicting(await (await stories.AskReportedAsync(tx, happening, ct)).ReadAsync(ct)),
                await reports.ReadStateAsync(tx, entry, ct)
            );
            var length = AlertComposer.LengthFor(report, subscription, summaries.Value.Length);
            var summary =
                length == 0
                    ? ""
                    : Summary.Compose(report.Stored.Entry, report.Matches, Math.Min(length, LongestSummary));
            written.Add(Text(AlertComposer.Compose(report, standing, subscription, summary), subscription.Language));
        }
        return written;
    }

    private static string Text(Alert alert, Language language)
    {
        string?[] lines =
        [
            $"{AlertLabels.Mark(alert.Urgency)} {Foreign(SafeText.Cut(alert.Headline, LongestHeadline))}",
            alert.Summary.Length > 0 ? Foreign(alert.Summary) : null,
            AlertLabels.Gist(alert, language),
            AlertLabels.Hashtags(alert),
            AlertLabels.Origin(alert, language),
            AlertLabels.SidesHeading(alert, language),
            .. alert.Sides.Select(side => AlertLabels.SideLine(side, language)),
            alert.Link?.AbsoluteUri,
        ];
        return string.Join('\n', lines.OfType<string>());
    }

    private static string Foreign(string text) => SafeText.Isolate(MarkedText.WithoutMarks(text));
}
