using AlertBot.Chats;
using AlertBot.Localization;
using AlertBot.Rules;
using AlertBot.Rules.Follows;
using AlertBot.Subscriptions.Briefs;
using NodaTime;

namespace AlertBot.Subscriptions;

/// <summary>Which topics a chat gets, in which language and when. One per chat.</summary>
internal sealed record Subscription
{
    public required Chat Chat { get; init; }

    /// <summary>Rule ids; <see cref="AllTopics"/> stands for every rule, those added later included.</summary>
    public required IReadOnlyList<string> Topics { get; init; }

    /// <summary>What it follows in words of its own, by number.</summary>
    public IReadOnlyList<Follow> Follows { get; init; } = [];

    /// <summary>What it does not want for a while; those that are over make no difference.</summary>
    public IReadOnlyList<Mute> Mutes { get; init; } = [];

    public required Language Language { get; init; }

    /// <summary>
    /// Empty: at once. Else the times of day, in the chat's zone and in order, of one message each with all that
    /// gathered.
    /// </summary>
    public IReadOnlyList<LocalTime> Slots { get; init; } = [];

    public QuietHours? Quiet { get; init; }

    /// <summary>Days of the week without messages, in the order of the week; fewer than seven.</summary>
    public IReadOnlyList<IsoDayOfWeek> QuietDays { get; init; } = [];

    /// <summary>Who must report an event before it is told.</summary>
    public Corroboration AtLeast { get; init; } = Corroboration.FirstSight;

    /// <summary>Which events are sent at once, which wait for a digest, which are not sent.</summary>
    public Sending Send { get; init; } = Sending.Must;

    /// <summary>Which reports it is told of.</summary>
    public ReportFilter Filter { get; init; } = ReportFilter.Open;

    /// <summary>When what is of one topic comes, or is of words that it follows, where that is not as usual.</summary>
    public IReadOnlyDictionary<string, TopicTiming> Timings { get; init; } = NoTimings;

    /// <summary>When it gets its brief; null for none.</summary>
    public BriefTime? Brief { get; init; }

    /// <summary>Whether every report of an event is an alert of its own.</summary>
    public bool Each { get; init; }

    /// <summary>Whether urgent alerts come at once in quiet time and before a digest, too.</summary>
    public bool UrgentInQuiet { get; init; }

    /// <summary>UTF-16 units a summary may have, 0 for headlines only; null for what the operator has set.</summary>
    public int? SummaryLength { get; init; }

    /// <summary>Whether summaries in another language than the chat's are left out.</summary>
    public bool OwnLanguageOnly { get; init; }

    /// <summary>The Discord role that alerts call, by its id; null for nobody.</summary>
    public string? Mention { get; init; }

    public DateTimeZone Zone { get; init; } = DateTimeZone.Utc;

    /// <summary>True when subscriptions.yaml says so: commands in the chat cannot change it.</summary>
    public bool ByOperator { get; init; }

    /// <summary>More would be no digest.</summary>
    public const int MostSlots = 6;

    public const string AllTopics = "all";

    private static readonly IReadOnlyDictionary<string, TopicTiming> NoTimings = new Dictionary<string, TopicTiming>();

    /// <summary>Whether anything would be sent there.</summary>
    public bool IsEmpty => Topics.Count == 0 && Follows.Count == 0;

    /// <summary>Whether a rule is one of its topics, or that of words it follows.</summary>
    public bool Wants(string ruleId) =>
        FollowExpression.IsRuleId(ruleId)
            ? Follows.Any(follow => follow.RuleId == ruleId)
            : Topics.Contains(ruleId) || Topics.Contains(AllTopics);

    /// <summary>
    /// The topics for which the chat is told of a report: those it wants and has not muted; where all are muted, those.
    /// </summary>
    public IReadOnlyList<string> TopicsOf(IEnumerable<string> ruleIds, DateTimeOffset now)
    {
        var wanted = ruleIds.Where(Wants).ToList();
        var open = wanted.FindAll(id => !Mutes.Any(mute => mute.Until > now && mute.Target == id));
        return open.Count > 0 ? open : wanted;
    }

    /// <summary>
    /// The mute that keeps a report from the chat, the one that ends first of several; null where one of the things for
    /// which the chat wants it is not muted.
    /// </summary>
    /// <param name="ruleIds">What the report meets.</param>
    /// <param name="story">Its story.</param>
    /// <param name="now">Mutes that are over then do not count.</param>
    public Mute? MuteOf(IEnumerable<string> ruleIds, long story, DateTimeOffset now)
    {
        var active = Mutes.Where(mute => mute.Until > now).ToList();
        if (active.Count == 0)
            return null;
        if (active.Find(mute => mute.StoryId == story) is { } ofStory)
            return ofStory;
        var wanted = ruleIds.Where(Wants).Select(id => active.Find(mute => mute.Target == id)).ToList();
        return wanted.Contains(null) ? null : wanted.MinBy(mute => mute!.Until);
    }
}

/// <summary>Words of its own that a chat follows.</summary>
/// <param name="Number">By which the chat names it; from 1, given once.</param>
/// <param name="Expression">The words.</param>
internal sealed record Follow(int Number, FollowExpression Expression)
{
    /// <summary>In one chat.</summary>
    public const int Most = 50;

    public string RuleId => Expression.RuleId;
}

/// <summary>
/// Which events a chat is sent, and when, by their weight. With digest times set, all wait for those.
/// </summary>
internal enum Sending
{
    /// <summary>What a desk has to know at once, the rest in a digest.</summary>
    Must,

    /// <summary>All at once.</summary>
    All,

    /// <summary>What a desk has to know, at once; the rest not at all.</summary>
    OnlyMust,
}

/// <summary>How <see cref="Sending"/> is written, and what it lets through.</summary>
internal static class Sendings
{
    private static readonly (Sending Sending, string Code)[] Codes =
    [
        (Sending.Must, "must"),
        (Sending.All, "all"),
        (Sending.OnlyMust, "only-must"),
    ];

    public static string Code(this Sending sending) => Codes.First(code => code.Sending == sending).Code;

    /// <summary>Null for what is none: <c>must</c>, <c>all</c>, <c>only must</c>.</summary>
    public static Sending? Parse(string text) =>
        Codes
            .Where(code => code.Code == text.Trim().ToLowerInvariant().Replace(' ', '-'))
            .Select(code => (Sending?)code.Sending)
            .FirstOrDefault();

    public static bool Takes(this Sending sending, Weight weight) =>
        sending != Sending.OnlyMust || weight == Weight.Must;
}

/// <summary>How many report an event.</summary>
/// <param name="Families">Publisher families; outlets of one house are one.</param>
/// <param name="Camps">Sides of the conflict they belong to; those that belong to none do not count.</param>
internal readonly record struct Corroboration(int Families, int Camps)
{
    public const int Most = 9;

    public static Corroboration FirstSight => new(1, 0);

    public bool IsSatisfiedBy(int families, int camps) => families >= Families && camps >= Camps;
}

/// <summary>From when to when a chat is not to be disturbed, in its zone; may span midnight.</summary>
internal readonly record struct QuietHours(LocalTime From, LocalTime Until);
