using System.Text.RegularExpressions;
using AlertBot.Config;
using AlertBot.Subscriptions.Commands;
using NodaTime;

namespace AlertBot.Subscriptions;

/// <summary>Reads subscriptions.yaml and checks what it names.</summary>
internal static partial class SubscriptionFiles
{
    /// <summary>
    /// The subscriptions, or null when the file is faulty. A missing file is none: most chats subscribe by command.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="ruleIds">The rules there are; null when they could not be read, then topics are not
    /// checked.</param>
    /// <param name="faults">Gets what is wrong.</param>
    public static IReadOnlyList<Subscription>? Read(string path, IReadOnlyCollection<string>? ruleIds, Faults faults)
    {
        if (!File.Exists(path))
            return [];
        var before = faults.Count;
        var file = YamlFile.Read<SubscriptionsFile>(path, Path.GetFileName(path), faults);
        var subscriptions = (file?.Subscriptions ?? []).Select(line => ToSubscription(line, ruleIds, faults)).ToList();
        foreach (
            var twin in (file?.Subscriptions ?? [])
                .GroupBy(
                    line => Chat.TryParse(line.Chat.Value, out var chat) ? chat.ToString() : line.Chat.Value,
                    StringComparer.Ordinal
                )
                .SelectMany(same => same.Skip(1))
        )
            faults.Add(twin.Chat.Place, $"{twin.Chat.Value} stands in the list already; put its topics together");
        return faults.Count == before && file is not null ? [.. subscriptions.OfType<Subscription>()] : null;
    }

    private static Subscription? ToSubscription(
        SubscriptionLine line,
        IReadOnlyCollection<string>? ruleIds,
        Faults faults
    )
    {
        if (!Chat.TryParse(line.Chat.Value, out var chat))
            faults.Add(line.Chat.Place, $"\"{line.Chat.Value}\" is no chat; write {Chat.Example}");
        if (line.Topics.Count == 0)
            faults.Add(line.Chat.Place, "\"topics:\" is empty; name rules, or write [all]");
        foreach (
            var topic in line.Topics.Where(t =>
                t.Value != Subscription.AllTopics && ruleIds?.Contains(t.Value) == false
            )
        )
            faults.Add(
                topic.Place,
                $"there is no rule \"{topic.Value}\"{(faults.AreFew ? Suggestion.For(topic.Value, ruleIds!) : "")}"
            );
        var quiet = ReadQuiet(line.Quiet, faults);
        return new Subscription
        {
            Chat = chat,
            Topics = [.. line.Topics.Select(t => t.Value)],
            Language = line.Lang,
            Slots = ReadWhen(line.When, faults),
            Send = ReadSend(line.Send, faults),
            Quiet = quiet?.Hours,
            QuietDays = quiet?.Days ?? [],
            Zone = ReadZone(line.Zone, faults),
            AtLeast = ReadAtLeast(line.AtLeast, faults),
            Each = line.Each,
            UrgentInQuiet = line.UrgentInQuiet,
            SummaryLength = ReadSummary(line.Summary, faults),
            Mention = ReadMention(line.Mention, chat, faults),
            ByOperator = true,
        };
    }

    private static IReadOnlyList<LocalTime> ReadWhen(Located<string>? when, Faults faults)
    {
        if (when is not { } given || given.Value == "now")
            return [];
        if (
            Digest().Match(given.Value) is { Success: true } match
            && DigestWish.Read(match.Groups[1].Value) is { Slots: { Count: > 0 } slots }
        )
            return slots;
        faults.Add(
            given.Place,
            $"\"{given.Value}\" is no time to send; write now, or digest \"08:00\", or up to "
                + $"{Subscription.MostSlots} hours: digest \"08:00 18:00\""
        );
        return [];
    }

    private static Sending ReadSend(Located<string>? send, Faults faults)
    {
        if (send is not { } given)
            return Sending.Must;
        if (Sendings.Parse(given.Value) is { } sending)
            return sending;
        faults.Add(given.Place, $"\"{given.Value}\" says not what to send; write must, all or only must");
        return Sending.Must;
    }

    private static TimeWish? ReadQuiet(Located<string>? quiet, Faults faults)
    {
        if (quiet is not { } given)
            return null;
        if (TimeWish.ReadQuiet(given.Value) is { } wish)
            return wish;
        faults.Add(
            given.Place,
            $"\"{given.Value}\" are no quiet hours; write \"22:00-06:00\", with different ends, or \"fri-sat\", or both"
        );
        return null;
    }

    private static Corroboration ReadAtLeast(Located<string>? atLeast, Faults faults)
    {
        if (atLeast is not { } given)
            return Corroboration.FirstSight;
        if (ReportWish.ReadAtLeast(given.Value) is { } wish)
            return wish;
        faults.Add(
            given.Place,
            $"\"{given.Value}\" is no number of publisher families or camps; write \"2 families\", "
                + $"\"2 camps\" or \"3 families, 2 camps\", 1 to {Corroboration.Most}"
        );
        return Corroboration.FirstSight;
    }

    private static int? ReadSummary(Located<string>? summary, Faults faults)
    {
        if (summary is not { } given)
            return null;
        if (ReportWish.ReadLength(given.Value) is { Length: var length })
            return length;
        faults.Add(
            given.Place,
            $"\"{given.Value}\" is no length of a summary; write {ReportWish.ShortestSummary} to "
                + $"{ReportWish.LongestSummary} characters, or 0 for headlines only"
        );
        return null;
    }

    private static string? ReadMention(Located<string>? mention, Chat chat, Faults faults)
    {
        if (mention is not { } given)
            return null;
        if (chat.Channel == "discord" && given.Value.Length is >= 15 and <= 20 && given.Value.All(char.IsAsciiDigit))
            return given.Value;
        faults.Add(
            given.Place,
            $"\"{given.Value}\" is no role id of Discord; copy it with Copy Role ID, and only for discord: chats"
        );
        return null;
    }

    private static DateTimeZone ReadZone(Located<string>? zone, Faults faults)
    {
        if (zone is not { } given)
            return DateTimeZone.Utc;
        if (DateTimeZoneProviders.Tzdb.GetZoneOrNull(given.Value) is { } known)
            return known;
        var advice = Suggestion.Nearest(given.Value, DateTimeZoneProviders.Tzdb.Ids) is { } near
            ? $"did you mean \"{near}\"?"
            : "names look like Africa/Tripoli";
        faults.Add(given.Place, $"there is no time zone \"{given.Value}\"; {advice}");
        return DateTimeZone.Utc;
    }

    [GeneratedRegex("^digest\\s+\"?(\\d{1,2}:\\d{2}(?:[ ,]+\\d{1,2}:\\d{2})*)\"?$", RegexOptions.CultureInvariant)]
    private static partial Regex Digest();
}
