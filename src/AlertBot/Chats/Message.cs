using System.Text.Json.Serialization;
using AlertBot.Localization;
using AlertBot.Rules;
using AlertBot.Stories;

namespace AlertBot.Chats;

/// <summary>
/// What one chat is to be told, in parts and in no network's markup: the channel escapes it and cuts it to its own
/// limits.
/// </summary>
/// <param name="Chat">Where it goes.</param>
/// <param name="Language">The language of the labels; headlines and summaries stay in the language they were published
/// in.</param>
/// <param name="Content">An alert, a digest of several, a brief, or a notice.</param>
internal sealed record Message(Chat Chat, Language Language, Content Content)
{
    /// <summary>
    /// The same for every repeat of one message, for networks that can tell repeats by it; null outside the outbox.
    /// </summary>
    public string? Key { get; init; }

    /// <summary>Null for a message that stands alone.</summary>
    public Target? Target { get; init; }
}

/// <summary>
/// The message in the chat that a new text belongs to. Ids are the network's own.
/// </summary>
internal abstract record Target(string MessageId)
{
    /// <summary>The text takes the place of that message's. If it is gone, nothing is sent anew.</summary>
    public sealed record Edit(string MessageId) : Target(MessageId);

    /// <summary>The text answers that message. If it is gone, the text stands alone.</summary>
    public sealed record Reply(string MessageId) : Target(MessageId);
}

/// <summary>The kinds of message there are.</summary>
[JsonDerivedType(typeof(Alert), "alert")]
[JsonDerivedType(typeof(Digest), "digest")]
[JsonDerivedType(typeof(Notice), "notice")]
[JsonDerivedType(typeof(Brief), "brief")]
internal abstract record Content;

/// <summary>A story, told once.</summary>
internal sealed record Alert : Content
{
    public required Urgency Urgency { get; init; }

    public required string Headline { get; init; }

    /// <summary>Two or three sentences; empty when the entry carried none beyond its headline.</summary>
    public required string Summary { get; init; }

    /// <summary>The language of headline and summary, which decides their direction.</summary>
    public required Language TextLanguage { get; init; }

    /// <summary>
    /// The language of the report a machine put headline and summary together from; null while they are the report's
    /// own.
    /// </summary>
    public Language? RewrittenFrom { get; init; }

    public required IReadOnlyList<Topic> Topics { get; init; }

    public required string Publisher { get; init; }

    /// <summary>In the chat's zone; the offset says which.</summary>
    public required DateTimeOffset Published { get; init; }

    /// <summary>Publishers that report it, houses with several outlets counted once.</summary>
    public required int Sources { get; init; }

    /// <summary>The camps of those publishers.</summary>
    public Camps Camps { get; init; }

    public Uri? Link { get; init; }

    /// <summary>What it reports of talks, in the chat's language; null when nothing.</summary>
    public string? State { get; init; }

    /// <summary>Who says what, where publishers contradict each other; else none.</summary>
    public IReadOnlyList<Side> Sides { get; init; } = [];

    /// <summary>
    /// What was recognised in a report of another language, in the chat's: state, topics, names, figures; null where it
    /// reads the report's own or nothing was.
    /// </summary>
    public string? Gist { get; init; }

    /// <summary>
    /// What changed since the chat was last told of the story; null when it was not, or when the headline says it.
    /// </summary>
    public string? Development { get; init; }

    /// <summary>What the operator says was wrong with it; null when nothing.</summary>
    public string? Correction { get; init; }

    /// <summary>The role that is called by it, by the network's id; null for nobody.</summary>
    public string? Mention { get; init; }
}

/// <summary>A publisher's word on a story whose publishers contradict each other.</summary>
/// <param name="Claim">The state it reports, in the chat's language.</param>
/// <param name="Publisher">Who says so.</param>
/// <param name="Camp">The camp it speaks for, in the chat's language; null for none.</param>
/// <param name="Link">The report that says so.</param>
internal sealed record Side(string Claim, string Publisher, string? Camp, Uri? Link);

/// <summary>A rule as a subscriber sees it: its id, and its title in the chat's language.</summary>
internal sealed record Topic(string Id, string Title);

/// <summary>Several alerts in one message: a scheduled digest, or what gathered while the bot was down.</summary>
internal sealed record Digest(IReadOnlyList<Alert> Alerts) : Content
{
    /// <summary>
    /// Every channel shows so many in one message, none left out and each with a headline to read; the rest comes in
    /// the next one.
    /// </summary>
    public const int Most = 15;

    /// <summary>Stretches of alerts of one topic, by its title; in their order.</summary>
    public IEnumerable<(string Title, IReadOnlyList<Alert> Alerts)> ByTopic()
    {
        for (var at = 0; at < Alerts.Count; )
        {
            var topic = TopicOf(Alerts[at]);
            var same = Alerts.Skip(at).TakeWhile(alert => TopicOf(alert)?.Id == topic?.Id).ToList();
            yield return (topic?.Title ?? "", same);
            at += same.Count;
        }
    }

    private static Topic? TopicOf(Alert alert) => alert.Topics.Count > 0 ? alert.Topics[0] : null;
}

/// <summary>Plain words of ours: an answer to a command, a test message.</summary>
internal sealed record Notice(string Text) : Content;
