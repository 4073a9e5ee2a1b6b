using AlertBot.Config;
using NodaTime;

namespace AlertBot.Subscriptions;

/// <summary>Which topics a chat gets, in which language and when. One per chat.</summary>
internal sealed record Subscription
{
    public required Chat Chat { get; init; }

    /// <summary>Rule ids; <see cref="AllTopics"/> stands for every rule, those added later included.</summary>
    public required IReadOnlyList<string> Topics { get; init; }

    public required Language Language { get; init; }

    /// <summary>Null: at once. Else the time of day, in the chat's zone, of one message with all that gathered.</summary>
    public LocalTime? DigestAt { get; init; }

    public QuietHours? Quiet { get; init; }

    /// <summary>Days of the week without messages, in the order of the week; fewer than seven.</summary>
    public IReadOnlyList<IsoDayOfWeek> QuietDays { get; init; } = [];

    /// <summary>Publisher families that must report a story before it is told; 1 for first sight.</summary>
    public int AtLeast { get; init; } = 1;

    /// <summary>Whether urgent alerts come in quiet time, too.</summary>
    public bool UrgentInQuiet { get; init; }

    /// <summary>The Discord role that alerts call, by its id; null for nobody.</summary>
    public string? Mention { get; init; }

    public DateTimeZone Zone { get; init; } = DateTimeZone.Utc;

    /// <summary>True when subscriptions.yaml says so: commands in the chat cannot change it.</summary>
    public bool ByOperator { get; init; }

    public const string AllTopics = "all";

    public bool Wants(string ruleId) => Topics.Contains(ruleId) || Topics.Contains(AllTopics);
}

/// <summary>From when to when a chat is not to be disturbed, in its zone; may span midnight.</summary>
internal readonly record struct QuietHours(LocalTime From, LocalTime Until);
