using AlertBot.Channels.Discord.Api;

namespace AlertBot.Channels.Discord.Sending;

/// <summary>
/// What an answer means for a message: Discord's own code decides, the status beside it only where there is none.
/// </summary>
internal static class DiscordOutcomes
{
    public const int UnknownChannel = 10003;
    public const int UnknownMessage = 10008;
    public const int UnknownWebhook = 10015;
    public const int InvalidForm = 50035;
    public const int ThreadArchived = 50083;
    public const int ThreadLocked = 160005;
    public const int NeedsThreadName = 220001;

    private static readonly TimeSpan ServerErrorDelay = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan NoNetwork = TimeSpan.FromSeconds(15);

    /// <summary>
    /// A refused token is an operator's matter: minutes pass before it is mended, and each try counts toward a ban.
    /// </summary>
    private static readonly TimeSpan BadToken = TimeSpan.FromMinutes(5);

    /// <summary>The address will not take messages again: unknown, deleted, or no place for text.</summary>
    private static readonly int[] GoneCodes =
    [
        UnknownChannel,
        10004,
        10013,
        UnknownWebhook,
        50007,
        50008,
        50024,
        50027,
        50278,
    ];

    /// <summary>The bot may not write there, for now.</summary>
    private static readonly int[] LostRightsCodes =
    [
        50001,
        50013,
        40058,
        40067,
        ThreadLocked,
        ThreadArchived,
        50009,
        50095,
        50178,
        NeedsThreadName,
        220002,
        220003,
    ];

    private static readonly int[] TokenCodes = [40001, 50014];

    /// <summary>Switched off or overloaded, says Discord.</summary>
    private static readonly int[] ServerErrorCodes = [130000, 40004, 40006];

    /// <summary>Limits of some kind that come with another status than 429 at times.</summary>
    private static readonly int[] LimitCodes = [30046, 20016, 20022, 20028, 20029, 40062];

    private static readonly Dictionary<int, TimeSpan> LongWaits = new()
    {
        [160006] = TimeSpan.FromHours(1),
        [160007] = TimeSpan.FromHours(1),
        [40003] = TimeSpan.FromMinutes(10),
    };

    /// <summary>An edit's target or place is at fault, never the chat.</summary>
    private static readonly int[] EditCodes = [UnknownMessage, UnknownChannel, 50005, ThreadArchived, ThreadLocked];

    /// <summary>What the front of a server says of a request it did not pass on; the next may go through.</summary>
    private static readonly int[] PassingStatuses = [408, 421, 423, 425];

    /// <summary>
    /// Whether it is our embeds that Discord will not have: 50013 and 50006 are said of them where only embedding is
    /// forbidden, 50035 where it does not like an address. The alert is worth a second try without.
    /// </summary>
    public static bool IsAboutEmbeds(DeliveryOutcome outcome) =>
        outcome is DeliveryOutcome.Refused { Why: var why }
        && (
            why.StartsWith("50013:", StringComparison.Ordinal)
            || why.StartsWith("50006:", StringComparison.Ordinal)
            || (
                why.StartsWith($"{InvalidForm}:", StringComparison.Ordinal)
                && why.Contains("embeds", StringComparison.Ordinal)
            )
        );

    /// <summary>Whether a thread takes no messages any more, by lock or by age.</summary>
    public static bool IsAboutClosedThread(DeliveryOutcome outcome) =>
        outcome is DeliveryOutcome.Refused { Why: var why }
        && (
            why.StartsWith($"{ThreadLocked}:", StringComparison.Ordinal)
            || why.StartsWith($"{ThreadArchived}:", StringComparison.Ordinal)
        );

    /// <summary>The outcome of an answer other than <see cref="DiscordResponse.Fine"/>.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="isEdit">Whether it answers an edit.</param>
    /// <param name="hasNonce">
    /// Whether Discord knows a repeat of the same message, for some minutes: then it is repeated until there is an
    /// answer. Only where all repeats of these minutes stay without one can it double, and a doubled alert is better
    /// than a lost one.
    /// </param>
    public static DeliveryOutcome OutcomeOf(DiscordResponse answer, bool isEdit = false, bool hasNonce = false) =>
        answer switch
        {
            DiscordResponse.TooMany limit => new DeliveryOutcome.Later(
                limit.Wait,
                limit.Why,
                WholeChannel: limit.WholeBot
            ),
            DiscordResponse.Silent silent => new DeliveryOutcome.Later(
                silent.MayStand ? ServerErrorDelay : NoNetwork,
                silent.Why,
                Unsure: silent.MayStand && !hasNonce
            ),
            DiscordResponse.Refused refused => OutcomeOf(refused, isEdit, hasNonce),
            _ => new DeliveryOutcome.Later(ServerErrorDelay, "an answer without a message", Unsure: true),
        };

    private static DeliveryOutcome OutcomeOf(DiscordResponse.Refused refused, bool isEdit, bool hasNonce)
    {
        var (status, code, why) = refused;
        if (isEdit && EditCodes.Contains(code))
            return new DeliveryOutcome.Refused(why);
        if (LongWaits.TryGetValue(code, out var wait))
            return new DeliveryOutcome.Later(wait, why);
        if (LimitCodes.Contains(code) || ServerErrorCodes.Contains(code))
            return new DeliveryOutcome.Later(ServerErrorDelay, why);
        if (GoneCodes.Contains(code))
            return new DeliveryOutcome.Gone(why);
        if (code == 40333)
            return new DeliveryOutcome.Later(BadToken, "Discord's front refuses us", WholeChannel: true);
        if (status == 401 || TokenCodes.Contains(code))
            return new DeliveryOutcome.Later(BadToken, DeliveryOutcome.TokenRefused, WholeChannel: true);
        if (status >= 500 || (code == 0 && PassingStatuses.Contains(status)))
            return new DeliveryOutcome.Later(ServerErrorDelay, why, Unsure: !hasNonce);
        // Any other 403 says "not allowed"; each counts toward a ban, so the chat sleeps.
        return new DeliveryOutcome.Refused(why, LostRights: LostRightsCodes.Contains(code) || status == 403);
    }
}
