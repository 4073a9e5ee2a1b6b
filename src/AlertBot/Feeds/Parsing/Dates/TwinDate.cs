using System.Globalization;
using System.Text.RegularExpressions;

namespace AlertBot.Feeds.Parsing.Dates;

/// <summary>Reads a date that is written in two calendars: "15 رجب 1447هـ الموافق 4 يناير 2026م".</summary>
internal static partial class TwinDate
{
    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.IgnoreCase;

    /// <summary>
    /// The Gregorian half, with the time of day that stands beside it; null unless there are two halves and one of them
    /// is Gregorian. <paramref name="text"/> with ASCII digits and single spaces.
    /// </summary>
    public static DateTimeOffset? Parse(string text)
    {
        if (!FeedDateNames.IsOfAnotherCalendar(text) && !HijriYear().IsMatch(text))
            return null;
        var days = Named()
            .Matches(text)
            .Select(Day)
            .Concat(Numbers().Matches(text).Select(Day))
            .OfType<DateTime>()
            .Distinct()
            .ToList();
        if (days.Count != 1)
            return null;
        var time = Clock().Match(text);
        var hour = Number(time, "h");
        if (FeedDateNames.IsAfternoon(time.Groups["half"].Value) is { } isAfternoon)
            hour = (hour % 12) + (isAfternoon ? 12 : 0);
        return hour > 23 || Number(time, "m") > 59
            ? null
            : new DateTimeOffset(days[0], TimeSpan.Zero) + new TimeSpan(hour, Number(time, "m"), 0);
    }

    /// <summary>
    /// Numbers stand with the day first, as both halves are written alike in Arabic, or with the year first.
    /// </summary>
    private static DateTime? Day(Match date)
    {
        var (year, day) = (Number(date, "y"), Number(date, "d"));
        var month = date.Groups["month"].Success
            ? FeedDateNames.Month(date.Groups["month"].Value) ?? 0
            : Number(date, "mo");
        return month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month)
            ? null
            : new DateTime(year, month, day);
    }

    private static int Number(Match match, string group) =>
        match.Groups[group] is { Success: true } found ? int.Parse(found.ValueSpan, CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex(@"(?<!\d)(?<d>\d{1,2}) (?<month>\p{L}[\p{L}/ ]{1,30}?),? (?<y>(?:19|20)\d\d)(?!\d)", Options)]
    private static partial Regex Named();

    [GeneratedRegex(
        @"(?<![\d/-])(?:(?<d>\d{1,2})(?<by>[/.-])(?<mo>\d{1,2})\k<by>(?<y>(?:19|20)\d\d)|(?<y>(?:19|"
            + @"20)\d\d)(?<by>[/.-])(?<mo>\d{1,2})\k<by>(?<d>\d{1,2}))(?![\d/-])",
        Options
    )]
    private static partial Regex Numbers();

    [GeneratedRegex(@"(?<!\d)1[34]\d\d(?!\d)", Options)]
    private static partial Regex HijriYear();

    [GeneratedRegex(
        @"(?<![\d:])(?<h>\d{1,2}):(?<m>\d\d)(?::\d\d)?(?:\s?(?<half>[ap]\.?m\.?|صباحا|مساء|ص(?!\p{L})|م(?!\p{L})))?",
        Options
    )]
    private static partial Regex Clock();
}
