using AlertBot.Feeds.Health;
using AlertBot.Localization;
using AlertBot.Storage;
using AlertBot.Subscriptions.Commands;
using NodaTime;

namespace AlertBot.OperatorNotices;

/// <summary>
/// Tells the operator of feeds that are broken, silent, moved or ended, once each, and of their recovery. What was told
/// is in the store and is written with the notice, so that neither a restart nor a crash repeats it.
/// </summary>
internal sealed class FeedNotices(Database database, FeedHealthStore feeds, OperatorChat chat, TimeProvider clock)
{
    /// <summary>A message with more lines is not read; the rest is in <c>feeds list</c>.</summary>
    private const int MostLines = 12;

    /// <summary>Of fewer feeds, most being down says nothing of the network.</summary>
    private const int FewestForNetwork = 4;

    private const string NetworkCursor = "operator told: network";

    /// <summary>No feed is called silent before (<see cref="FeedHealth"/>).</summary>
    private static readonly TimeSpan Quiet = TimeSpan.FromDays(3);

    public async Task RunAsync(CancellationToken ct)
    {
        if (!chat.IsSet)
            return;
        await database.WriteAsync(
            async tx =>
            {
                var lines = new List<string>();
                var isDown = await NetworkAsync(tx, lines, ct);
                var now = clock.GetUtcNow();
                foreach (var feed in await feeds.SuspectsAsync(tx, now - Quiet, ct))
                {
                    var problems = feed.Problems(now);
                    // While nothing answers, one feed that does not is no news; it is told later if it stays so.
                    if (isDown)
                        problems = (problems & ~FeedProblemFlags.Broken) | (feed.Reported & FeedProblemFlags.Broken);
                    if (problems == feed.Reported)
                        continue;
                    await feeds.RecordReportedAsync(tx, feed.Id, problems, ct);
                    lines.AddRange(Lines(feed, problems));
                }
                if (lines.Count > 0)
                    await chat.SendAsync(tx, string.Join('\n', Shortened(lines)), ct);
            },
            ct
        );
    }

    /// <summary>Whether most feeds fail at once: then it is our network, and that is told in their place.</summary>
    private async Task<bool> NetworkAsync(StoreTransaction tx, List<string> lines, CancellationToken ct)
    {
        var counts = await feeds.CountAsync(tx, ct);
        var isDown = counts.Polled >= FewestForNetwork && counts.Failing * 2 > counts.Polled;
        var wasDown = await KeyValueStore.ReadAsync(tx, NetworkCursor, ct) == 1;
        if (isDown == wasDown)
            return isDown;
        await KeyValueStore.WriteAsync(tx, NetworkCursor, isDown ? 1 : 0, ct);
        lines.Add(
            isDown ? SafeText.Fill(chat.Texts.NetworkDown, counts.Failing, counts.Polled) : chat.Texts.NetworkBack
        );
        return isDown;
    }

    private IEnumerable<string> Lines(FeedHealth feed, FeedProblemFlags problems)
    {
        var news = problems & ~feed.Reported;
        if (news.HasFlag(FeedProblemFlags.Ended))
            yield return Line(chat.Texts.FeedEnded, feed);
        if (news.HasFlag(FeedProblemFlags.Broken))
            yield return Line(chat.Texts.FeedBroken, feed, Time(feed.BrokenSince), feed.Fault ?? "");
        if (news.HasFlag(FeedProblemFlags.Costly))
            yield return Line(chat.Texts.FeedCostly, feed);
        if (news.HasFlag(FeedProblemFlags.Silent))
            yield return Line(chat.Texts.FeedSilent, feed, Time(feed.LastNew), Spoken(feed.Pace));
        if (news.HasFlag(FeedProblemFlags.Moved))
            yield return Line(chat.Texts.FeedMoved, feed, Shown(feed.MovedTo!));
        var ill = FeedProblemFlags.Broken | FeedProblemFlags.Silent | FeedProblemFlags.Ended | FeedProblemFlags.Costly;
        if ((feed.Reported & ill) != 0 && (problems & ill) == 0)
            yield return Line(chat.Texts.FeedWell, feed);
    }

    private static string Line(string text, FeedHealth feed, params object[] more) =>
        $"• {SafeText.Fill(text, [feed.Publisher, Shown(feed.Url), .. more])}";

    private IEnumerable<string> Shortened(List<string> lines) =>
        lines.Count <= MostLines
            ? lines
            : [.. lines.Take(MostLines - 1), chat.Texts.MoreFeeds.For(chat.Language, lines.Count - MostLines + 1)];

    /// <summary>Without the query: it may hold a key.</summary>
    private static string Shown(Uri url) => $"{url.Host}{url.AbsolutePath}";

    private static string Time(DateTimeOffset? time) =>
        time is { } known ? ChatTexts.Time(known, DateTimeZone.Utc) : "?";

    private static string Spoken(TimeSpan? pace) =>
        pace is not { } known ? "?"
        : known.TotalHours < 1 ? $"{known.TotalMinutes:0} min"
        : known.TotalDays < 2 ? $"{known.TotalHours:0} h"
        : $"{known.TotalDays:0} d";
}
