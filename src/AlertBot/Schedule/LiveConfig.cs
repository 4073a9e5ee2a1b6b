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

    private string _told = "";
    private string? _otherRules;

    /// <summary>What is wrong with the files as they are now.</summary>
    public IReadOnlyList<Fault> Faults => [.. rules.Live.Faults, .. _feeds.Faults, .. _subscriptions.Faults];

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
        if (IsTakenUp("feeds", _feeds))
            await feeds.SyncAsync(_feeds.Current, ct);
        if (IsTakenUp("subscriptions", _subscriptions))
            await subscriptions.SyncOperatorAsync(WithConsole(_subscriptions.Current), ct);
        await TellAsync(ct);
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
