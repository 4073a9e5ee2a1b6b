using System.Globalization;
using AlertBot.Configuration.Yaml;
using AlertBot.Localization;
using NodaTime;

namespace AlertBot.Subscriptions.Commands;

/// <summary>
/// What the bot says in chats, in one language; from Texts/ar.yaml, en.yaml and fr.yaml, which have the same keys. {0}
/// and so on are filled in isolated, so that a Latin name does not turn an Arabic line around.
/// </summary>
internal sealed record ChatTexts
{
    private static readonly IReadOnlyDictionary<Language, ChatTexts> Known = EmbeddedTexts.Load<ChatTexts>("Texts");

    public required string Start { get; init; }
    public required string Help { get; init; }
    public required string Unknown { get; init; }
    public required string UnknownNear { get; init; }
    public required Plural Topics { get; init; }
    public required Plural TopicsShown { get; init; }
    public required string NoTopic { get; init; }
    public required string DidYouMean { get; init; }
    public required string AllTopics { get; init; }
    public required string Subscribed { get; init; }
    public required string Unsubscribed { get; init; }
    public required string NothingLeft { get; init; }
    public required string Status { get; init; }
    public required string StatusNow { get; init; }
    public required string StatusMust { get; init; }
    public required string StatusOnlyMust { get; init; }
    public required string StatusDigest { get; init; }
    public required string StatusDigests { get; init; }
    public required string StatusQuiet { get; init; }
    public required string StatusDays { get; init; }
    public required string StatusUrgent { get; init; }
    public required string StatusAtLeast { get; init; }
    public required string StatusFirstSight { get; init; }
    public required Plural Independent { get; init; }
    public required Plural OfCamps { get; init; }
    public required string IndependentOfCamps { get; init; }
    public required string StatusEach { get; init; }
    public required string StatusOnePerStory { get; init; }
    public required string StatusSummary { get; init; }
    public required string StatusUsualSummary { get; init; }
    public required string StatusNoSummary { get; init; }
    public required string StatusOwnLanguage { get; init; }
    public required string StatusFollows { get; init; }
    public required string Follows { get; init; }
    public required string FollowsNone { get; init; }
    public required string FollowsFull { get; init; }
    public required string FollowHow { get; init; }
    public required string Followed { get; init; }
    public required string FollowedAlready { get; init; }
    public required string FollowSpellings { get; init; }
    public required Plural FollowWouldHave { get; init; }
    public required string FollowTooMuch { get; init; }
    public required string FollowTooLong { get; init; }
    public required string FollowTooMany { get; init; }
    public required string FollowUnreadable { get; init; }
    public required string FollowAlternatives { get; init; }
    public required string FollowUnknown { get; init; }
    public required string Unfollowed { get; init; }
    public required string WhyFollow { get; init; }
    public required Plural StatusMutes { get; init; }
    public required string MuteHow { get; init; }
    public required string MuteNoTime { get; init; }
    public required string MuteStory { get; init; }
    public required string MuteWhat { get; init; }
    public required string MuteFor { get; init; }
    public required string ThenDigest { get; init; }
    public required string Muted { get; init; }
    public required string MutedWithDigest { get; init; }
    public required string MutesNone { get; init; }
    public required string MutesFull { get; init; }
    public required string FeedbackAsk { get; init; }
    public required string FeedbackKept { get; init; }
    public required string StatusBriefDay { get; init; }
    public required string StatusBriefWeek { get; init; }
    public required string StatusNoBrief { get; init; }
    public required string BriefHow { get; init; }
    public required string BriefWrong { get; init; }
    public required string BriefTitle { get; init; }
    public required string BriefChanges { get; init; }
    public required string BriefStories { get; init; }
    public required string BriefTopics { get; init; }
    public required string BriefCount { get; init; }
    public required string BriefNow { get; init; }
    public required string BriefBefore { get; init; }
    public required string BriefNone { get; init; }
    public required string StatusLanguages { get; init; }
    public required string StatusSourcesOnly { get; init; }
    public required string StatusSourcesBut { get; init; }
    public required string StatusCampsOnly { get; init; }
    public required string StatusCampsBut { get; init; }
    public required string StatusEverySource { get; init; }
    public required string StatusWhen { get; init; }
    public required string StatusWhenUsual { get; init; }
    public required string LanguagesHow { get; init; }
    public required string LanguagesWrong { get; init; }
    public required string SourcesHow { get; init; }
    public required string SourceUnknown { get; init; }
    public required string CampsHow { get; init; }
    public required string CampUnknown { get; init; }
    public required string NoCamp { get; init; }
    public required string OnlyHow { get; init; }
    public required string OnlyWrong { get; init; }
    public required string WhenHow { get; init; }
    public required string WhenOf { get; init; }
    public required IReadOnlyDictionary<string, string> LanguageNames { get; init; }

    /// <summary>When a topic comes, as a button and a line have it.</summary>
    public required IReadOnlyDictionary<string, string> Timings { get; init; }
    public required string NotSubscribed { get; init; }
    public required string WhichLanguage { get; init; }
    public required string LanguageSet { get; init; }
    public required string Digest { get; init; }
    public required string DigestWrong { get; init; }
    public required string Quiet { get; init; }
    public required string QuietWrong { get; init; }
    public required string AtLeast { get; init; }
    public required string AtLeastWrong { get; init; }
    public required string Each { get; init; }
    public required string OnOffWrong { get; init; }
    public required string Summary { get; init; }
    public required string SummaryWrong { get; init; }
    public required string Zone { get; init; }
    public required string ZoneUnknown { get; init; }
    public required string Why { get; init; }
    public required string WhySource { get; init; }
    public required string WhyStory { get; init; }
    public required string WhyTimes { get; init; }
    public required string WhySeen { get; init; }
    public required string WhyRules { get; init; }
    public required string WhyNone { get; init; }
    public required string WhyNotMine { get; init; }
    public required string WhyForgotten { get; init; }
    public required string WhyButton { get; init; }
    public required string WhatChanged { get; init; }
    public required string Correction { get; init; }
    public required string CorrectionOf { get; init; }
    public required string TestHow { get; init; }
    public required string TestMet { get; init; }
    public required string TestNone { get; init; }
    public required string TestNear { get; init; }
    public required string TestFound { get; init; }
    public required string TestBlocked { get; init; }
    public required string TestBare { get; init; }
    public required string Latest { get; init; }
    public required string LatestNone { get; init; }
    public required string Preview { get; init; }
    public required string Share { get; init; }
    public required string ShareShows { get; init; }
    public required string ShareReplaces { get; init; }
    public required string ShareUnknown { get; init; }
    public required string ShareEnded { get; init; }
    public required string SearchHow { get; init; }
    public required string SearchFound { get; init; }
    public required string SearchNone { get; init; }
    public required string SearchCut { get; init; }
    public required string SearchGone { get; init; }
    public required string SearchUnreadable { get; init; }
    public required string StateUnknown { get; init; }
    public required string PlaceUnknown { get; init; }
    public required string Exported { get; init; }
    public required string ChannelHow { get; init; }
    public required string ChannelUnknown { get; init; }
    public required string ChannelNotAdmin { get; init; }
    public required string ChannelNoRight { get; init; }
    public required string ChannelReady { get; init; }
    public required string ChannelAnswer { get; init; }
    public required string GroupHello { get; init; }
    public required string StopSure { get; init; }
    public required string Stopped { get; init; }
    public required string OnlyAdmins { get; init; }
    public required string ByOperator { get; init; }
    public required string TestMessage { get; init; }
    public required string ReadMore { get; init; }
    public required string OwnName { get; init; }
    public required string ListSeparator { get; init; }

    /// <summary>A word as it stands in a text, in the language's quotation marks.</summary>
    public required string Quoted { get; init; }
    public required Plural Sources { get; init; }
    public required Plural Camps { get; init; }
    public required string BothCamps { get; init; }
    public required string ClaimsHeading { get; init; }
    public required string ClaimBy { get; init; }

    /// <summary>Camps that feeds.yaml names with a word that others do, too.</summary>
    public required IReadOnlyDictionary<string, string> CampNames { get; init; }
    public required string OneCamp { get; init; }
    public required IReadOnlyDictionary<string, string> SourceIn { get; init; }
    public required IReadOnlyDictionary<string, string> ByMachine { get; init; }
    public required Plural DigestHeading { get; init; }

    /// <summary>The last line of a mail: {0} is the address that a reader writes to who wants no more.</summary>
    public required string MailFooter { get; init; }
    public required string MailFooterLink { get; init; }
    public required Plural Dead { get; init; }
    public required Plural Wounded { get; init; }
    public required Plural Prisoners { get; init; }
    public required Plural Displaced { get; init; }
    public required Plural Barrels { get; init; }
    public required IReadOnlyDictionary<string, string> Buttons { get; init; }
    public required IReadOnlyDictionary<string, string> Days { get; init; }

    /// <summary>What follows a command, where a network shows it as a field of its own.</summary>
    public required IReadOnlyDictionary<string, string> Options { get; init; }

    /// <summary>The commands a menu shows, with what they do.</summary>
    public required IReadOnlyDictionary<string, string> Commands { get; init; }

    public static ChatTexts For(Language language) => Known[language];

    /// <summary><c>2026-11-24 09:10 UTC+02:00</c>: digits and signs of one direction, the zone said.</summary>
    public static string Time(DateTimeOffset time, DateTimeZone zone)
    {
        var local = Instant.FromDateTimeOffset(time).InZone(zone).ToDateTimeOffset();
        return local.ToString(
            local.Offset == TimeSpan.Zero ? "yyyy-MM-dd HH:mm 'UTC'" : "yyyy-MM-dd HH:mm 'UTC'zzz",
            CultureInfo.InvariantCulture
        );
    }

    /// <summary>
    /// A text of several lines, each of which runs in the direction of the language whatever it begins with.
    /// </summary>
    public static string Directed(Language language, string text) =>
        language == Language.Arabic
            ? string.Join('\n', text.Split('\n').Select(line => line.Length > 0 ? $"\u200F{line}" : line))
            : text;

    /// <summary>A camp as readers know it; as the file calls it where it is the operator's own.</summary>
    public string CampName(string camp) => CampNames.GetValueOrDefault(camp, camp);

    public string DayName(IsoDayOfWeek day) => Days[$"{day}".ToLowerInvariant()];

    public string List(IEnumerable<string> items) => string.Join(ListSeparator, items.Select(SafeText.Isolate));
}
