using System.Globalization;
using System.Text.RegularExpressions;

namespace AlertBot.Subscriptions.Commands.Arguments;

/// <summary>How many must report a story, and how long summaries may be, as someone wrote it.</summary>
internal static partial class ReportArgumentParser
{
    /// <summary>Shorter ones hold no sentence.</summary>
    public const int ShortestSummary = 100;

    /// <summary>What fits into every network's message beside the rest.</summary>
    public const int LongestSummary = 1500;

    /// <summary>
    /// <c>2</c>, <c>2 families</c>, <c>2 camps</c>, <c>3 families, 2 camps</c>, <c>off</c>; null for what cannot be
    /// read.
    /// </summary>
    public static Corroboration? ReadAtLeast(string words)
    {
        if (OnOff.Parse(words, whenEmpty: null) == false)
            return Corroboration.FirstSight;
        if (AtLeast().Match(TimeArgumentParser.AsciiDigits(words).Trim()) is not { Success: true } match)
            return null;
        var (families, camps) = (NumberIn(match.Groups["families"]) ?? 1, NumberIn(match.Groups["camps"]) ?? 0);
        return families < 1 || match.Groups["camps"] is { Success: true } && camps < 1
            ? null
            : new Corroboration(families, camps);
    }

    /// <summary>
    /// <c>300</c>, <c>0</c> or <c>off</c> for none, <c>default</c> for what the operator has set; null for what cannot
    /// be read.
    /// </summary>
    public static SummaryLength? ReadLength(string words)
    {
        if (OnOff.Parse(words, whenEmpty: null) == false)
            return new SummaryLength(0);
        var text = TimeArgumentParser.AsciiDigits(words).Trim();
        if (text is "default" or "défaut" or "تلقائي")
            return new SummaryLength(null);
        return
            int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var length)
            && length is 0 or (>= ShortestSummary and <= LongestSummary)
            ? new SummaryLength(length)
            : null;
    }

    /// <summary><c>own</c>: summaries in the chat's language only; <c>any</c>; null for neither.</summary>
    public static bool? ReadOwnLanguage(string words) =>
        words.Trim().ToLowerInvariant() switch
        {
            "own" or "own language" or "ma langue" or "لغتي" => true,
            "any" or "any language" or "toutes" or "كل اللغات" => false,
            _ => null,
        };

    private static int? NumberIn(Group group) =>
        group.Success ? int.Parse(group.Value, CultureInfo.InvariantCulture) : null;

    [GeneratedRegex(
        @"^(?:(?<families>\d)(?:\s*(?:famil(?:y|ies)|sources?|familles?|مصدر|مصادر|مصدران|مصدرين))?)?"
            + @"(?:[\s,،]*(?<camps>\d)\s*(?:camps?|معسكر|معسكرات|معسكران|معسكرين|طرف|أطراف|طرفان|طرفين))?$(?<!^)",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex AtLeast();
}

/// <summary>How long summaries may be; null in it for what the operator has set.</summary>
internal sealed record SummaryLength(int? Length);
