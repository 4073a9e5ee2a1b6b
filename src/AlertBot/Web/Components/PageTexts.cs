using AlertBot.Configuration.Yaml;
using AlertBot.Localization;

namespace AlertBot.Web.Components;

/// <summary>
/// What the pages say, in one language; from Texts/ar.yaml, en.yaml and fr.yaml, which have the same keys.
/// </summary>
internal sealed record PageTexts
{
    private static readonly IReadOnlyDictionary<Language, PageTexts> Known = EmbeddedTexts.Load<PageTexts>("Web");

    public required string Skip { get; init; }
    public required string Pages { get; init; }
    public required string Languages { get; init; }
    public required string Status { get; init; }
    public required string Stories { get; init; }
    public required string Rules { get; init; }
    public required string NotFound { get; init; }
    public required string NotFoundWhy { get; init; }
    public required string UnsubscribeAsk { get; init; }
    public required string UnsubscribeDo { get; init; }
    public required string UnsubscribeDone { get; init; }
    public required string UnsubscribeUnknown { get; init; }
    public required string Faults { get; init; }
    public required string Channels { get; init; }
    public required string ChannelFine { get; init; }
    public required string ChannelHeld { get; init; }
    public required string NoChannel { get; init; }
    public required string Queue { get; init; }
    public required string QueueLength { get; init; }
    public required string QueueOldest { get; init; }
    public required string QueueEmpty { get; init; }
    public required string Feeds { get; init; }
    public required string Publisher { get; init; }
    public required string Condition { get; init; }
    public required string LastGood { get; init; }
    public required string Fault { get; init; }
    public required string NoFeed { get; init; }
    public required string MoreFeeds { get; init; }
    public required string LastAlerts { get; init; }
    public required string NoAlert { get; init; }
    public required string Time { get; init; }
    public required string Headline { get; init; }
    public required string Channel { get; init; }
    public required string Delivery { get; init; }
    public required string Never { get; init; }
    public required string NoStory { get; init; }
    public required string State { get; init; }
    public required string Sources { get; init; }
    public required string Reports { get; init; }
    public required string LastReport { get; init; }
    public required string TimeLine { get; init; }
    public required string Rule { get; init; }
    public required string Days { get; init; }
    public required string Total { get; init; }
    public required string Chart { get; init; }
    public required string RulesBegin { get; init; }
    public required string RulesAlerts { get; init; }
    public required string RulesADay { get; init; }
    public required string RulesWords { get; init; }
    public required string RulesHow { get; init; }
    public required string Feedback { get; init; }
    public required string FeedbackHow { get; init; }
    public required string FeedbackNone { get; init; }
    public required string FeedbackShare { get; init; }
    public required string FeedbackOf { get; init; }
    public required string FeedbackReasons { get; init; }
    public required string FeedbackExamples { get; init; }
    public required string Search { get; init; }
    public required string SearchWords { get; init; }
    public required string SearchPlace { get; init; }
    public required string SearchDays { get; init; }
    public required string SearchNone { get; init; }
    public required string SearchCut { get; init; }
    public required string SearchOlder { get; init; }
    public required string SearchUnknown { get; init; }
    public required string SearchUnreadable { get; init; }
    public required string Try { get; init; }
    public required string TryText { get; init; }
    public required string TryFind { get; init; }
    public required string TryFindDo { get; init; }
    public required string TryFindNone { get; init; }
    public required string TryFindNewest { get; init; }
    public required string TryFindPartial { get; init; }
    public required string TryFile { get; init; }
    public required string TryOpen { get; init; }
    public required string TryNew { get; init; }
    public required string TryNewDo { get; init; }
    public required string TryNewHow { get; init; }
    public required string TryYaml { get; init; }
    public required string TryCompare { get; init; }
    public required string TryRead { get; init; }
    public required string TryDownload { get; init; }
    public required string TryFaults { get; init; }
    public required string TryResult { get; init; }
    public required string TryNone { get; init; }
    public required string TryMatch { get; init; }
    public required string TryNear { get; init; }
    public required string TryPartial { get; init; }
    public required string TryChange { get; init; }
    public required string TryEffect { get; init; }
    public required string TryGained { get; init; }
    public required string TryLost { get; init; }
    public required string TryWords { get; init; }
    public required string Today { get; init; }
    public required string TodayLast { get; init; }
    public required string TodayEarlier { get; init; }
    public required string TodayLater { get; init; }
    public required string TodayFilters { get; init; }
    public required string TodayLanguage { get; init; }
    public required string TodayCamps { get; init; }
    public required string TodayMust { get; init; }
    public required string TodayMustOnly { get; init; }
    public required string TodayNew { get; init; }
    public required string TodayNewOnly { get; init; }
    public required string TodayShow { get; init; }
    public required string TodayCount { get; init; }
    public required string TodayNone { get; init; }
    public required string TodayRead { get; init; }
    public required string TodayMore { get; init; }
    public required string TodayBack { get; init; }
    public required string Map { get; init; }
    public required string MapRegion { get; init; }
    public required string MapWorld { get; init; }
    public required string MapPicture { get; init; }
    public required string MapCount { get; init; }
    public required string MapEvents { get; init; }
    public required string MapHow { get; init; }
    public required string MapSources { get; init; }
    public required string Track { get; init; }
    public required string TrackPicture { get; init; }
    public required string TrackStates { get; init; }
    public required string TrackNoCamp { get; init; }
    public required string TrackClaims { get; init; }
    public required string TrackMessages { get; init; }
    public required string TrackEdited { get; init; }
    public required string Trends { get; init; }
    public required Plural TrendDays { get; init; }
    public required string TrendTopics { get; init; }
    public required string TrendMethod { get; init; }
    public required string TrendLegend { get; init; }
    public required string TrendPlaces { get; init; }
    public required string TrendActors { get; init; }
    public required string TrendEvents { get; init; }
    public required string TrendUnusual { get; init; }
    public required string TrendName { get; init; }
    public required string TrendBefore { get; init; }
    public required string TrendChange { get; init; }
    public required string TrendHigh { get; init; }
    public required string TrendLow { get; init; }
    public required string TrendNames { get; init; }
    public required string TrendUncounted { get; init; }
    public required string Comma { get; init; }
    public required string TimesIn { get; init; }
    public required string Keys { get; init; }
    public required string KeysOn { get; init; }

    /// <summary>Keys, parted by blanks, and what they do.</summary>
    public required IReadOnlyDictionary<string, string> KeysList { get; init; }
    public required IReadOnlyDictionary<string, string> Conditions { get; init; }
    public required IReadOnlyDictionary<string, string> Deliveries { get; init; }

    public static PageTexts For(Language language) => Known[language];
}
