using AlertBot.Configuration;
using AlertBot.Feeds;
using AlertBot.Localization;
using AlertBot.Subscriptions.Briefs;
using AlertBot.Subscriptions.Commands.Arguments;

namespace AlertBot.Subscriptions;

/// <summary>Reads what a line of subscriptions.yaml says of reports, of single topics and of briefs.</summary>
internal static class SubscriptionFilters
{
    public static ReportFilter Parse(
        SubscriptionLine line,
        IReadOnlyList<FeedSource>? sources,
        DiagnosticBag diagnostics
    ) =>
        line is { Languages: null, Sources: null, Camps: null }
            ? ReportFilter.Open
            : new ReportFilter
            {
                Languages = ReadLanguages(line.Languages, diagnostics),
                Sources = ReadNames(
                    line.Sources,
                    "source",
                    sources?.SelectMany(source => new[] { source.Publisher, source.Title, source.Family }),
                    diagnostics
                ),
                Camps = ReadNames(
                    line.Camps,
                    "camp",
                    sources?.Select(source => source.Camp).Append(ReportFilter.NoCamp),
                    diagnostics
                ),
            };

    /// <summary>By topic, where it is not as usual.</summary>
    public static IReadOnlyDictionary<string, TopicTiming> ReadTimings(
        SubscriptionLine line,
        IReadOnlyCollection<string>? ruleIds,
        DiagnosticBag diagnostics
    )
    {
        var timings = new Dictionary<string, TopicTiming>(StringComparer.Ordinal);
        foreach (var written in line.TopicWhen ?? [])
        {
            var parsed = TimingArgumentParser.Parse(written.Value);
            if (parsed.Timing is not { } timing)
                diagnostics.Add(
                    written.Place,
                    $"\"{written.Value}\" says not when; write a topic and now, digest, must or usual"
                );
            else if (ruleIds?.Contains(parsed.What) == false)
                diagnostics.Add(
                    written.Place,
                    $"there is no rule \"{parsed.What}\""
                        + (diagnostics.AreFew ? Suggestion.For(parsed.What, ruleIds) : "")
                );
            else if (timing != TopicTiming.Usual)
                timings[parsed.What] = timing;
        }
        return timings;
    }

    public static BriefTime? ReadBrief(SubscriptionLine line, DiagnosticBag diagnostics)
    {
        if (line.Brief is not { } given)
            return null;
        if (BriefArgumentParser.Parse(given.Value) is { Kind: BriefKind.At, Time: { } time })
            return time;
        diagnostics.Add(given.Place, $"\"{given.Value}\" is no time for a brief; write \"08:00\" or \"sunday 08:00\"");
        return null;
    }

    private static IReadOnlyList<Language> ReadLanguages(Located<string>? languages, DiagnosticBag diagnostics)
    {
        var parsed = (languages?.Value ?? "")
            .Split([' ', ','], StringSplitOptions.RemoveEmptyEntries)
            .Select(LanguageCodes.Parse)
            .ToList();
        if (languages is { } given && (parsed.Count == 0 || parsed.Contains(null)))
            diagnostics.Add(given.Place, $"\"{given.Value}\" are no languages; write some of ar, en and fr");
        return [.. parsed.OfType<Language>().Distinct().Order()];
    }

    private static NameFilter ReadNames(
        Located<string>? names,
        string what,
        IEnumerable<string?>? known,
        DiagnosticBag diagnostics
    )
    {
        if (names is not { } given)
            return NameFilter.Every;
        var parsed = NameFilterParser.Parse(given.Value, known?.OfType<string>().Select(name => (name, name)).ToList());
        if (parsed.Filter is { } filter)
            return filter;
        var near = parsed.Near is null ? "" : $"; did you mean \"{parsed.Near}\"?";
        diagnostics.Add(given.Place, $"there is no {what} \"{parsed.Unknown}\"{near}");
        return NameFilter.Every;
    }
}
