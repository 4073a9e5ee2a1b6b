using System.ComponentModel;
using AlertBot.Configuration;
using AlertBot.Localization;

namespace AlertBot.Subscriptions;

/// <summary>subscriptions.yaml as people write it.</summary>
[Description("Chats the operator subscribes; all others subscribe by command.")]
internal sealed record SubscriptionsFile
{
    [Description("One entry per chat.")]
    public required IReadOnlyList<SubscriptionLine> Subscriptions { get; init; }
}

/// <summary>One chat in subscriptions.yaml.</summary>
[Description("One chat and what it gets.")]
internal sealed record SubscriptionLine
{
    [Description("Where to: telegram:-100123, telegram:-100123/45 (forum topic 45), discord:987654321 or console:out.")]
    public required Located<string> Chat { get; init; }

    [Description("Ids of rules, or [all]; [] where follow: names words.")]
    public required IReadOnlyList<Located<string>> Topics { get; init; }

    [Description(
        "Words of the chat's own: a word in all its forms, a \"phrase\" in quotes, several near each other, -word to "
            + "leave out, such as [ترهونة, '\"prisoner exchange\" -film']."
    )]
    public IReadOnlyList<Located<string>>? Follow { get; init; }

    [Description("The language of labels and answers.")]
    public Language Lang { get; init; } = Language.English;

    [Description(
        "now, or digest \"08:00\" for one message a day at that time of the zone; several hours are parted "
            + "by blanks: digest \"08:00 18:00\"."
    )]
    public Located<string>? When { get; init; }

    [Description(
        "Hours or days without messages, such as \"22:00-06:00\", \"fri-sat\" or \"22:00-06:00, fri-sat\"; "
            + "what gathers comes at their end."
    )]
    public Located<string>? Quiet { get; init; }

    [Description(
        "Which events come at once: must (agreed, signed, broken, begun, closed; the rest gathers for 18:00), all, "
            + "or only must (the rest is not sent). With a digest all wait for it; must when left out."
    )]
    public Located<string>? Send { get; init; }

    [Description("The languages of the reports alerts are made of, such as \"ar fr\"; all when left out.")]
    public Located<string>? Languages { get; init; }

    [Description(
        "The sources alerts are made of, by publisher, house or name of a feed: \"only Reuters, AFP\" or "
            + "\"all but Reuters\"; all when left out."
    )]
    public Located<string>? Sources { get; init; }

    [Description(
        "The camps of those sources, such as \"only east\" or \"all but east\"; none stands for sources of no camp."
    )]
    public Located<string>? Camps { get; init; }

    [Description(
        "When the chat gets its brief: \"08:00\" for every day, \"sunday 08:00\" for every week; none when left out."
    )]
    public Located<string>? Brief { get; init; }

    [Description(
        "When what is of one topic comes, where that differs: a topic and now, digest, must or usual, such as "
            + "[oil digest, ceasefire now]."
    )]
    public IReadOnlyList<Located<string>>? TopicWhen { get; init; }

    [Description(
        "Who must report a story before it is told, such as \"2 families\", \"2 camps\" or \"3 families, "
            + "2 camps\"; at first sight when left out."
    )]
    public Located<string>? AtLeast { get; init; }

    [Description(
        "true makes every report of a story an alert of its own; otherwise one alert tells the story and is edited."
    )]
    public bool Each { get; init; }

    [Description("true lets urgent alerts come at once in quiet hours and before a digest, too.")]
    public bool UrgentInQuiet { get; init; }

    [Description(
        "How many characters a summary may have, 100 to 1500; 0 for headlines only; what the settings say "
            + "when left out."
    )]
    public Located<string>? Summary { get; init; }

    [Description("own leaves out summaries in another language than lang; any, when left out, shows them.")]
    public Located<string>? SummaryLanguage { get; init; }

    [Description("Discord only: the id of a role that each alert calls; nobody is called when left out.")]
    public Located<string>? Mention { get; init; }

    [Description("Time zone by its IANA name, such as Africa/Tripoli; UTC when left out.")]
    public Located<string>? Zone { get; init; }
}
