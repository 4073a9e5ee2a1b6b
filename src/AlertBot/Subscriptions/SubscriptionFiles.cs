using System.Text.RegularExpressions;
using AlertBot.Chats;
using AlertBot.Configuration;
using AlertBot.Configuration.Yaml;
using AlertBot.Feeds;
using AlertBot.Rules.Follows;
using AlertBot.Subscriptions.Commands.Arguments;
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
    /// <param name="diagnostics">Gets what is wrong.</param>
    /// <param name="sources">The sources there are; null where sources and camps are not checked.</param>
    public static IReadOnlyList<Subscription>? Load(
        string path,
        IReadOnlyCollection<string>? ruleIds,
        DiagnosticBag diagnostics,
        IReadOnlyList<FeedSource>? sources = null
    )
    {
        if (!File.Exists(path))
            return [];
        var before = diagnostics.Count;
        var file = YamlFile.Read<SubscriptionsFile>(path, Path.GetFileName(path), diagnostics);
        var subscriptions = (file?.Subscriptions ?? [])
            .Select(line => ToSubscription(line, ruleIds, sources, diagnostics))
            .ToList();
        foreach (
            var twin in (file?.Subscriptions ?? [])
                .GroupBy(
                    line => Chat.TryParse(line.Chat.Value, out var chat) ? chat.ToString() : line.Chat.Value,
                    StringComparer.Ordinal
                )
                .SelectMany(same => same.Skip(1))
        )
            diagnostics.Add(twin.Chat.Place, $"{twin.Chat.Value} stands in the list already; put its topics together");
        return diagnostics.Count == before && file is not null ? [.. subscriptions.OfType<Subscription>()] : null;
    }

    private static Subscription? ToSubscription(
        SubscriptionLine line,
        IReadOnlyCollection<string>? ruleIds,
        IReadOnlyList<FeedSource>? sources,
        DiagnosticBag diagnostics
    )
    {
        if (!Chat.TryParse(line.Chat.Value, out var chat))
            diagnostics.Add(line.Chat.Place, $"\"{line.Chat.Value}\" is no chat; write {Chat.Example}");
        if (line.Topics.Count == 0 && line.Follow is not { Count: > 0 })
            diagnostics.Add(line.Chat.Place, "\"topics:\" is empty; name rules, or write [all]");
        foreach (
            var topic in line.Topics.Where(t =>
                t.Value != Subscription.AllTopics && ruleIds?.Contains(t.Value) == false
            )
        )
            diagnostics.Add(
                topic.Place,
                $"there is no rule \"{topic.Value}\"{(diagnostics.AreFew ? Suggestion.For(topic.Value, ruleIds!) : "")}"
            );
        var quiet = ReadQuiet(line.Quiet, diagnostics);
        return new Subscription
        {
            Chat = chat,
            Topics = [.. line.Topics.Select(t => t.Value)],
            Follows = ReadFollows(line, diagnostics),
            Language = line.Lang,
            Slots = ReadWhen(line.When, diagnostics),
            Send = ReadSend(line.Send, diagnostics),
            Quiet = quiet?.Hours,
            QuietDays = quiet?.Days ?? [],
            Zone = ReadZone(line.Zone, diagnostics),
            AtLeast = ReadAtLeast(line.AtLeast, diagnostics),
            Filter = SubscriptionFilters.Parse(line, sources, diagnostics),
            Timings = SubscriptionFilters.ReadTimings(line, ruleIds, diagnostics),
            Brief = SubscriptionFilters.ReadBrief(line, diagnostics),
            Each = line.Each,
            UrgentInQuiet = line.UrgentInQuiet,
            SummaryLength = ReadSummary(line.Summary, diagnostics),
            OwnLanguageOnly = ReadOwnLanguage(line.SummaryLanguage, diagnostics),
            Mention = ReadMention(line.Mention, chat, diagnostics),
            ByOperator = true,
        };
    }

    private static List<Follow> ReadFollows(SubscriptionLine line, DiagnosticBag diagnostics)
    {
        var follows = new List<Follow>();
        foreach (var written in line.Follow ?? [])
        {
            if (FollowExpression.TryParse(written.Value, out var expression, out var fault))
                follows.Add(new Follow(follows.Count + 1, expression));
            else
                diagnostics.Add(written.Place, $"\"{written.Value}\" cannot be followed: {Why(fault)}");
        }
        if (follows.Count > Follow.Most)
            diagnostics.Add(line.Chat.Place, $"follow: {follows.Count} sets of words; {Follow.Most} at most");
        return follows;

        static string Why(FollowFault fault) =>
            fault switch
            {
                FollowFault.TooLong => $"write {FollowExpression.LongestText} characters at most",
                FollowFault.TooMany => $"write {FollowExpression.MostParts} words or phrases at most",
                FollowFault.NothingWanted => "name a word to look for",
                _ => "write words, \"phrases\", and -words to leave out",
            };
    }

    private static IReadOnlyList<LocalTime> ReadWhen(Located<string>? when, DiagnosticBag diagnostics)
    {
        if (when is not { } given || given.Value == "now")
            return [];
        if (
            Digest().Match(given.Value) is { Success: true } match
            && DigestArgumentParser.Parse(match.Groups[1].Value) is { Slots: { Count: > 0 } slots }
        )
            return slots;
        diagnostics.Add(
            given.Place,
            $"\"{given.Value}\" is no time to send; write now, or digest \"08:00\", or up to "
                + $"{Subscription.MostSlots} hours: digest \"08:00 18:00\""
        );
        return [];
    }

    private static Sending ReadSend(Located<string>? send, DiagnosticBag diagnostics)
    {
        if (send is not { } given)
            return Sending.Must;
        if (Sendings.Parse(given.Value) is { } sending)
            return sending;
        diagnostics.Add(given.Place, $"\"{given.Value}\" says not what to send; write must, all or only must");
        return Sending.Must;
    }

    private static TimeArgumentParser? ReadQuiet(Located<string>? quiet, DiagnosticBag diagnostics)
    {
        if (quiet is not { } given)
            return null;
        if (TimeArgumentParser.ReadQuiet(given.Value) is { } parsed)
            return parsed;
        diagnostics.Add(
            given.Place,
            $"\"{given.Value}\" are no quiet hours; write \"22:00-06:00\", with different ends, or \"fri-sat\", or both"
        );
        return null;
    }

    private static Corroboration ReadAtLeast(Located<string>? atLeast, DiagnosticBag diagnostics)
    {
        if (atLeast is not { } given)
            return Corroboration.FirstSight;
        if (ReportArgumentParser.ReadAtLeast(given.Value) is { } parsed)
            return parsed;
        diagnostics.Add(
            given.Place,
            $"\"{given.Value}\" is no number of publisher families or camps; write \"2 families\", "
                + $"\"2 camps\" or \"3 families, 2 camps\", 1 to {Corroboration.Most}"
        );
        return Corroboration.FirstSight;
    }

    private static int? ReadSummary(Located<string>? summary, DiagnosticBag diagnostics)
    {
        if (summary is not { } given)
            return null;
        if (ReportArgumentParser.ReadLength(given.Value) is { Length: var length })
            return length;
        diagnostics.Add(
            given.Place,
            $"\"{given.Value}\" is no length of a summary; write {ReportArgumentParser.ShortestSummary} to "
                + $"{ReportArgumentParser.LongestSummary} characters, or 0 for headlines only"
        );
        return null;
    }

    private static bool ReadOwnLanguage(Located<string>? language, DiagnosticBag diagnostics)
    {
        if (language is { Value: not ("own" or "any") } given)
            diagnostics.Add(given.Place, $"\"{given.Value}\" is no language of summaries; write own or any");
        return language is { Value: "own" };
    }

    private static string? ReadMention(Located<string>? mention, Chat chat, DiagnosticBag diagnostics)
    {
        if (mention is not { } given)
            return null;
        if (ChatAddressFormat.For(chat).IsRole(given.Value))
            return given.Value;
        diagnostics.Add(
            given.Place,
            $"\"{given.Value}\" is no role id of Discord; copy it with Copy Role ID, and only for discord: chats"
        );
        return null;
    }

    private static DateTimeZone ReadZone(Located<string>? zone, DiagnosticBag diagnostics)
    {
        if (zone is not { } given)
            return DateTimeZone.Utc;
        if (DateTimeZoneProviders.Tzdb.GetZoneOrNull(given.Value) is { } known)
            return known;
        var advice = Suggestion.Nearest(given.Value, DateTimeZoneProviders.Tzdb.Ids) is { } near
            ? $"did you mean \"{near}\"?"
            : "names look like Africa/Tripoli";
        diagnostics.Add(given.Place, $"there is no time zone \"{given.Value}\"; {advice}");
        return DateTimeZone.Utc;
    }

    [GeneratedRegex("^digest\\s+\"?(\\d{1,2}:\\d{2}(?:[ ,]+\\d{1,2}:\\d{2})*)\"?$", RegexOptions.CultureInvariant)]
    private static partial Regex Digest();
}
