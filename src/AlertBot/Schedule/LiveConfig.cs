using AlertBot.Channels;
using AlertBot.Channels.Console;
using AlertBot.Config;
using AlertBot.Feeds;
using AlertBot.Notices;
using AlertBot.Rules;
using AlertBot.Subscriptions;

namespace AlertBot.Schedule;

/// <summary>
/// Takes up what changed in the config folder, part by part; a faulty part leaves its former state in force.
/// </summary>
internal sealed class LiveConfig(
    ConfigFolder folder,
    RuleBook rules,
    RuleAgreement agreement,
    FeedStore feeds,
    SubscriptionStore subscriptions,
    ChannelSet channels,
    ConfigNotices notices,
    ConfigMetrics metrics,
    ILogger<LiveConfig> log
)
{
    private readonly Live<IReadOnlyList<FeedLine>> _feeds = new(
        () => [folder.Feeds],
        faults => FeedList.Read(folder.Feeds, faults)
    );

    // The rule files count as well: a subscription names rules, and a rule that went away is a fault to tell.
    private readonly Live<IReadOnlyList<Subscription>> _subscriptions = new(
        () => [folder.Subscriptions, .. folder.RuleFiles],
        faults => SubscriptionFiles.Read(folder.Subscriptions, [.. rules.Current.Rules.Select(r => r.Id)], faults)
    );

    private readonly Dictionary<string, Fault> _gone = [];
    private string _told = "";
    private string? _otherRules;

    /// <summary>What is wrong with the files as they are now.</summary>
    public IReadOnlyList<Fault> Faults =>
        [.. rules.Live.Faults, .. _feeds.Faults, .. _subscriptions.Faults, .. _gone.Values];

    public async Task TakeUpChangesAsync(CancellationToken ct)
    {
        if (IsTakenUp("rules", rules.Live))
            log.RulesTakenUp(rules.Current.Rules.Count, rules.Current.Version);
        if (rules.Live.Faults.Count > 0 && !rules.Live.HasValue)
            return;
        await agreement.TakeUpAsync(ct);
        if (
            await agreement.OtherInForceAsync(ct) is var other
            && other != _otherRules
            && (_otherRules = other) is not null
        )
            log.RulesOutdated(rules.Current.Version, other!);
        if (!await IsGoneAsync(folder.Feeds, "feeds", feeds.AreListedAsync, ct) && IsTakenUp("feeds", _feeds))
            await feeds.SyncAsync(_feeds.Current, ct);
        if (
            !await IsGoneAsync(
                folder.Subscriptions,
                "subscriptions",
                token => subscriptions.AreListedAsync(ConsoleChannel.Chat, token),
                ct
            ) && IsTakenUp("subscriptions", _subscriptions)
        )
            await subscriptions.SyncOperatorAsync(WithConsole(_subscriptions.Current), ct);
        await TellAsync(ct);
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
        _gone[key] = new Fault(
            new Place(Path.GetFileName(path), 1, 1),
            $"the file is gone; what it listed stays in force. Put it back, or write \"{key}: []\" where that is meant"
        );
        return true;
    }

    /// <summary>Whether a part has changed, for the better.</summary>
    private bool IsTakenUp<T>(string part, Live<T> files)
        where T : class
    {
        if (!files.TakeUpChanges())
            return false;
        metrics.TookUp(part, files.Faults.Count);
        return files.Faults.Count == 0;
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
    private async Task TellAsync(CancellationToken ct)
    {
        var now = string.Join('\n', Faults);
        if (now == _told)
            return;
        _told = now;
        foreach (var fault in Faults)
            log.FaultyChange(fault.ToString());
        await notices.TellAsync(Faults, ct);
    }
}
