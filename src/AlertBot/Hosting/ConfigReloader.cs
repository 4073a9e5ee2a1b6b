using AlertBot.Channels;
using AlertBot.Channels.Console;
using AlertBot.Configuration;
using AlertBot.Feeds;
using AlertBot.Feeds.Lists;
using AlertBot.Localization;
using AlertBot.OperatorNotices;
using AlertBot.Rules;
using AlertBot.Subscriptions;

namespace AlertBot.Hosting;

/// <summary>
/// Takes up what changed in the config folder, part by part; a faulty part leaves its former state in force.
/// </summary>
internal sealed class ConfigReloader(
    ConfigFolder folder,
    CurrentRules rules,
    RuleVersionConsensus agreement,
    FeedStore feeds,
    SubscriptionStore subscriptions,
    ChannelSet channels,
    ConfigNotices notices,
    ConfigMetrics metrics,
    ILogger<ConfigReloader> log
)
{
    private readonly ReloadableFile<IReadOnlyList<FeedLine>> _feeds = new(
        () => [folder.Feeds],
        diagnostics => FeedList.Load(folder.Feeds, diagnostics)
    );

    // The rule files count as well: a subscription names rules, and a rule that went away is a fault to tell.
    private readonly ReloadableFile<IReadOnlyList<Subscription>> _subscriptions = new(
        () => [folder.Subscriptions, .. folder.RuleFiles],
        diagnostics =>
            SubscriptionFiles.Load(folder.Subscriptions, [.. rules.Current.Rules.Select(r => r.Id)], diagnostics)
    );

    private readonly Dictionary<string, Diagnostic> _gone = [];
    private string _reported = "";
    private string? _otherRules;

    /// <summary>What is wrong with the files as they are now.</summary>
    public IReadOnlyList<Diagnostic> Faults =>
        [.. rules.Files.Diagnostics, .. _feeds.Diagnostics, .. _subscriptions.Diagnostics, .. _gone.Values];

    public async Task ReloadChangesAsync(CancellationToken ct)
    {
        if (Reload("rules", rules.Files))
            log.RulesLoaded(rules.Current.Rules.Count, rules.Current.Version);
        if (rules.Files.Diagnostics.Count > 0 && !rules.Files.HasValue)
            return;
        await agreement.AdoptAsync(ct);
        if (
            await agreement.OtherInForceAsync(ct) is var other
            && other != _otherRules
            && (_otherRules = other) is not null
        )
            log.RulesOutdated(rules.Current.Version, other!);
        if (!await IsGoneAsync(folder.Feeds, "feeds", feeds.AreListedAsync, ct) && Reload("feeds", _feeds))
            await feeds.SyncAsync(_feeds.Current, ct);
        if (
            !await IsGoneAsync(
                folder.Subscriptions,
                "subscriptions",
                token => subscriptions.AreListedAsync(ConsoleChannel.Chat, token),
                ct
            ) && Reload("subscriptions", _subscriptions)
        )
        {
            var left = await subscriptions.SyncOperatorAsync(WithConsole(_subscriptions.Current), ct);
            if (left > 0)
                log.HaveLeft(left);
        }
        await NotifyAsync(ct);
    }

    /// <summary>
    /// Whether a list that was there is gone, which is a fault: an operator who means it leaves an empty one, and a
    /// file that somebody deleted, or a mount that is missing, must not end what the store goes by.
    /// </summary>
    private async Task<bool> IsGoneAsync(
        string path,
        string key,
        Func<CancellationToken, Task<bool>> isListed,
        CancellationToken ct
    )
    {
        if (File.Exists(path) || !await isListed(ct))
        {
            _gone.Remove(key);
            return false;
        }
        _gone[key] = new Diagnostic(
            new SourceLocation(Path.GetFileName(path), 1, 1),
            $"the file is gone; what it listed stays in force. Put it back, or write \"{key}: []\" where that is meant"
        );
        return true;
    }

    /// <summary>Whether a part has changed, for the better.</summary>
    private bool Reload<T>(string part, ReloadableFile<T> files)
        where T : class
    {
        if (!files.ReloadChanges())
            return false;
        metrics.Reloaded(part, files.Diagnostics.Count);
        return files.Diagnostics.Count == 0;
    }

    /// <summary>
    /// Where no network is switched on, the console is, and shows everything: a first run is to show something.
    /// </summary>
    private IReadOnlyList<Subscription> WithConsole(IReadOnlyList<Subscription> listed) =>
        !channels.TryGet(ConsoleChannel.Chat.Channel, out _) || listed.Any(s => s.Chat == ConsoleChannel.Chat)
            ? listed
            :
            [
                .. listed,
                new Subscription
                {
                    Chat = ConsoleChannel.Chat,
                    Topics = [Subscription.AllTopics],
                    Language = Language.English,
                    ByOperator = true,
                },
            ];

    /// <summary>Each set of faults is told once, not at every look.</summary>
    private async Task NotifyAsync(CancellationToken ct)
    {
        var now = string.Join('\n', Faults);
        if (now == _reported)
            return;
        _reported = now;
        foreach (var diagnostic in Faults)
            log.FaultyChange(diagnostic.ToString());
        await notices.NotifyAsync(Faults, ct);
    }
}
