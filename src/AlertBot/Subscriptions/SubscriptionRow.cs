using System.Text.Json;
using AlertBot.Localization;
using AlertBot.Rules.Follows;
using NodaTime;
using NodaTime.Text;

namespace AlertBot.Subscriptions;

/// <summary>A row of <c>subscriptions</c>, as Dapper reads and writes it.</summary>
internal sealed record SubscriptionRow
{
    public const string Columns =
        "chat, topics, language, digest_at, quiet_from, quiet_until, quiet_days, zone, by_operator, "
        + "at_least, at_least_camps, each_report, urgent_in_quiet, summary_length, own_language_only, "
        + "mention, send, follows, mutes";

    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web);
    private static readonly LocalTimePattern Time = LocalTimePattern.CreateWithInvariantCulture("HH:mm");

    public required string Chat { get; init; }
    public required string Topics { get; init; }
    public required string Language { get; init; }
    public string? DigestAt { get; init; }
    public string? QuietFrom { get; init; }
    public string? QuietUntil { get; init; }
    public string QuietDays { get; init; } = "";
    public required string Zone { get; init; }
    public long ByOperator { get; init; }
    public long AtLeast { get; init; } = 1;
    public long AtLeastCamps { get; init; }
    public long EachReport { get; init; }
    public long UrgentInQuiet { get; init; }
    public long? SummaryLength { get; init; }
    public long OwnLanguageOnly { get; init; }
    public string? Mention { get; init; }
    public string Send { get; init; } = "";
    public string Follows { get; init; } = "[]";
    public string Mutes { get; init; } = "[]";

    public static SubscriptionRow From(Subscription subscription) =>
        new()
        {
            Chat = subscription.Chat.ToString(),
            Topics = JsonSerializer.Serialize(subscription.Topics),
            Language = subscription.Language.Code(),
            DigestAt = subscription.Slots.Count > 0 ? string.Join(',', subscription.Slots.Select(Time.Format)) : null,
            QuietFrom = subscription.Quiet is { } quiet ? Time.Format(quiet.From) : null,
            QuietUntil = subscription.Quiet is { } same ? Time.Format(same.Until) : null,
            QuietDays = string.Join(',', subscription.QuietDays.Select(day => (int)day)),
            Zone = subscription.Zone.Id,
            ByOperator = subscription.ByOperator ? 1 : 0,
            AtLeast = subscription.AtLeast.Families,
            AtLeastCamps = subscription.AtLeast.Camps,
            EachReport = subscription.Each ? 1 : 0,
            SummaryLength = subscription.SummaryLength,
            OwnLanguageOnly = subscription.OwnLanguageOnly ? 1 : 0,
            UrgentInQuiet = subscription.UrgentInQuiet ? 1 : 0,
            Mention = subscription.Mention,
            Send = subscription.Send.Code(),
            Follows = Write(subscription.Follows),
            Mutes = JsonSerializer.Serialize(subscription.Mutes.Select(StoredMute.From), Format),
        };

    public Subscription ToSubscription() =>
        new()
        {
            Chat = AlertBot.Chats.Chat.Parse(Chat),
            Topics = JsonSerializer.Deserialize<string[]>(Topics) ?? [],
            Language = LanguageCodes.Parse(Language) ?? AlertBot.Localization.Language.English,
            Slots =
            [
                .. (DigestAt ?? "")
                    .Split(',', StringSplitOptions.RemoveEmptyEntries)
                    .Select(slot => Time.Parse(slot).Value),
            ],
            Quiet =
                QuietFrom is null || QuietUntil is null
                    ? null
                    : new QuietHours(Time.Parse(QuietFrom).Value, Time.Parse(QuietUntil).Value),
            QuietDays =
            [
                .. QuietDays
                    .Split(',', StringSplitOptions.RemoveEmptyEntries)
                    .Select(day => (IsoDayOfWeek)int.Parse(day, System.Globalization.CultureInfo.InvariantCulture)),
            ],
            Zone = DateTimeZoneProviders.Tzdb.GetZoneOrNull(Zone) ?? DateTimeZone.Utc,
            ByOperator = ByOperator == 1,
            AtLeast = new Corroboration((int)AtLeast, (int)AtLeastCamps),
            Each = EachReport == 1,
            SummaryLength = (int?)SummaryLength,
            OwnLanguageOnly = OwnLanguageOnly == 1,
            UrgentInQuiet = UrgentInQuiet == 1,
            Mention = Mention,
            Send = Sendings.Parse(Send) ?? Sending.Must,
            Follows = [.. ReadFollows(Follows)],
            Mutes = [.. (JsonSerializer.Deserialize<StoredMute[]>(Mutes, Format) ?? []).Select(mute => mute.ToMute())],
        };

    /// <summary>What <see cref="Follows"/> says: <c>[{"number": 1, "text": "…"}]</c>.</summary>
    public static IEnumerable<Follow> ReadFollows(string written)
    {
        foreach (var stored in JsonSerializer.Deserialize<StoredFollow[]>(written, Format) ?? [])
        {
            if (FollowExpression.TryParse(stored.Text, out var expression, out _))
                yield return new Follow(stored.Number, expression);
        }
    }

    private static string Write(IReadOnlyList<Follow> follows) =>
        JsonSerializer.Serialize(follows.Select(f => new StoredFollow(f.Number, f.Expression.Text)), Format);

    private sealed record StoredFollow(int Number, string Text);

    /// <param name="Until">Milliseconds since 1970, as all times of the store.</param>
    private sealed record StoredMute(string Target, long Until, bool Digest)
    {
        public static StoredMute From(Mute mute) => new(mute.Target, mute.Until.ToUnixTimeMilliseconds(), mute.Digest);

        public Mute ToMute() => new(Target, DateTimeOffset.FromUnixTimeMilliseconds(Until), Digest);
    }
}
