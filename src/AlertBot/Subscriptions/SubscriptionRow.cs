using System.Text.Json;
using AlertBot.Localization;
using AlertBot.Rules.Follows;
using AlertBot.Subscriptions.Briefs;
using NodaTime;
using NodaTime.Text;

namespace AlertBot.Subscriptions;

/// <summary>A row of <c>subscriptions</c>, as Dapper reads and writes it.</summary>
internal sealed record SubscriptionRow
{
    public const string Columns =
        "chat, topics, language, digest_at, quiet_from, quiet_until, quiet_days, zone, by_operator, "
        + "at_least, at_least_camps, each_report, urgent_in_quiet, summary_length, own_language_only, "
        + "mention, send, follows, mutes, languages, sources, camps, topic_when, "
        + "brief_at, brief_day";

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
    public string Languages { get; init; } = "";
    public string Sources { get; init; } = "";
    public string Camps { get; init; } = "";
    public string TopicWhen { get; init; } = "{}";
    public string? BriefAt { get; init; }
    public long BriefDay { get; init; }

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
            Languages = string.Join(',', subscription.Filter.Languages.Select(language => language.Code())),
            Sources = Write(subscription.Filter.Sources),
            Camps = Write(subscription.Filter.Camps),
            BriefAt = subscription.Brief is { } brief ? Time.Format(brief.At) : null,
            BriefDay = (long)(subscription.Brief?.Day ?? IsoDayOfWeek.None),
            TopicWhen = JsonSerializer.Serialize(
                subscription.Timings.ToDictionary(timing => timing.Key, timing => timing.Value.Code()),
                Format
            ),
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
            Filter = ReadFilter(),
            Brief = BriefAt is null
                ? null
                : new BriefTime(Time.Parse(BriefAt).Value, BriefDay == 0 ? null : (IsoDayOfWeek)BriefDay),
            Timings = (JsonSerializer.Deserialize<Dictionary<string, string>>(TopicWhen, Format) ?? [])
                .Select(timing => (timing.Key, Timing: TopicTimings.Parse(timing.Value)))
                .Where(timing => timing.Timing is not null)
                .ToDictionary(timing => timing.Key, timing => timing.Timing!.Value),
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

    /// <summary>Most chats have none: they share one.</summary>
    private ReportFilter ReadFilter() =>
        Languages.Length + Sources.Length + Camps.Length == 0
            ? ReportFilter.Open
            : new ReportFilter
            {
                Languages =
                [
                    .. Languages
                        .Split(',', StringSplitOptions.RemoveEmptyEntries)
                        .Select(LanguageCodes.Parse)
                        .OfType<AlertBot.Localization.Language>(),
                ],
                Sources = ReadNames(Sources),
                Camps = ReadNames(Camps),
            };

    private static string Write(NameFilter filter) =>
        filter.IsEvery ? "" : JsonSerializer.Serialize(new StoredNames(filter.IsOnly, filter.Names), Format);

    private static NameFilter ReadNames(string written) =>
        written.Length > 0 && JsonSerializer.Deserialize<StoredNames>(written, Format) is { Names.Count: > 0 } stored
            ? new NameFilter(stored.Only, stored.Names)
            : NameFilter.Every;

    private static string Write(IReadOnlyList<Follow> follows) =>
        JsonSerializer.Serialize(follows.Select(f => new StoredFollow(f.Number, f.Expression.Text)), Format);

    private sealed record StoredNames(bool Only, IReadOnlyList<string> Names);

    private sealed record StoredFollow(int Number, string Text);

    /// <summary>Times are milliseconds since 1970, as all times of the store.</summary>
    private sealed record StoredMute(string Target, long Until, bool Digest, long? Since = null)
    {
        public static StoredMute From(Mute mute) =>
            new(mute.Target, mute.Until.ToUnixTimeMilliseconds(), mute.Digest, mute.Since?.ToUnixTimeMilliseconds());

        public Mute ToMute() =>
            new(Target, DateTimeOffset.FromUnixTimeMilliseconds(Until), Digest)
            {
                Since = Since is { } set ? DateTimeOffset.FromUnixTimeMilliseconds(set) : null,
            };
    }
}
