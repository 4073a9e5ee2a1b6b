using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using AlertBot.Runtime;

namespace AlertBot.Feeds.Parsing.Dates;

/// <summary>
/// Reads the dates feeds carry: RFC 3339 and ISO 8601, RFC 822 with its zones, dates written out in English, French and
/// Arabic, Unix time. Digits and names are our own tables, never the process's culture: in ar-SA or fa-IR that would
/// put 2026 into another century. A date is read whole or not at all; one without a zone is taken as UTC. Dates of
/// other calendars are refused.
/// </summary>
internal static partial class FeedDate
{
    /// <summary>No date of a feed is longer; the rest would be an attack on the expressions below.</summary>
    private const int Longest = 100;

    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.IgnoreCase;

    /// <summary>The moment in UTC; null when the text is no date, or one that could mean two days.</summary>
    public static DateTimeOffset? Parse(string? text)
    {
        CpuBudget.Check();
        if (string.IsNullOrWhiteSpace(text) || text.Length > Longest)
            return null;
        var plain = Simplify(Remark().Replace(text, " "));
        var remark = Simplify(string.Join(' ', Remark().Matches(text).Select(r => r.Value[1..^1])));
        // A remark may be the zone, or the date in the other calendar.
        return (
            remark.Length > 0 && (char.IsLetter(remark[0]) || remark[0] is '+' or '-')
                ? ParseSimplified($"{plain} {remark}")
                : null
        )
            ?? ParseSimplified(plain)
            ?? TwinDate.Parse($"{plain} ({remark})");
    }

    private static DateTimeOffset? ParseSimplified(string plain)
    {
        var (bare, weekday) = FeedDateNames.WithoutWeekday(plain);
        return FromIso(bare) ?? FromUnix(bare) ?? FromNumbers(bare, weekday) ?? FromWords(plain, bare);
    }

    /// <summary>ASCII digits, no marks of direction, no remarks in brackets, single spaces.</summary>
    private static string Simplify(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (char.IsDigit(c))
                plain.Append((char)('0' + CharUnicodeInfo.GetDecimalDigitValue(c)));
            else if (char.IsWhiteSpace(c))
                plain.Append(plain.Length > 0 && plain[^1] != ' ' ? " " : "");
            else if (
                !char.IsControl(c)
                && char.GetUnicodeCategory(c) is not (UnicodeCategory.Format or UnicodeCategory.NonSpacingMark)
            )
                plain.Append(
                    c switch
                    {
                        '،' or '٬' => ',',
                        '−' or '–' or '‐' => '-',
                        '’' => '\'',
                        _ => c,
                    }
                );
        }
        return plain.ToString().Trim(' ', ',', '.');
    }

    private static DateTimeOffset? FromIso(string text)
    {
        var iso = Iso().Match(text);
        if (!iso.Success)
            iso = CompactIso().Match(text);
        return iso.Success
            ? Moment(Number(iso, "y"), Number(iso, "mo", 1), Number(iso, "d", 1), iso)
            : FromDayOfYear(text);
    }

    private static DateTimeOffset? FromDayOfYear(string text)
    {
        var day = DayOfYear().Match(text);
        if (!day.Success || Number(day, "n") is < 1 or > 366 || Moment(Number(day, "y"), 1, 1, day) is not { } first)
            return null;
        return first.AddDays(Number(day, "n") - 1);
    }

    private static DateTimeOffset? FromUnix(string text) =>
        !Unix().IsMatch(text) ? null
        : text.Length > 10 ? DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(text, CultureInfo.InvariantCulture))
        : DateTimeOffset.FromUnixTimeSeconds(long.Parse(text, CultureInfo.InvariantCulture));

    /// <summary>
    /// 15.01.2026 is the day first wherever points are written; with slashes it depends on the country, unless only one
    /// way is a date, or one that falls on the weekday that stands before it.
    /// </summary>
    private static DateTimeOffset? FromNumbers(string text, DayOfWeek? weekday)
    {
        var date = Numbers().Match(text);
        if (!date.Success)
            return null;
        var (first, second, year) = (Number(date, "a"), Number(date, "b"), Number(date, "y"));
        return date.Groups["by"].ValueSpan is "." || first > 12 || first == second ? Moment(year, second, first, date)
            : second > 12 ? Moment(year, first, second, date)
            : ByWeekday(year, first, second, weekday) is { } dayFirst
                ? (dayFirst ? Moment(year, second, first, date) : Moment(year, first, second, date))
            : null;
    }

    /// <summary>Null where the weekday fits both ways, or neither.</summary>
    private static bool? ByWeekday(int year, int first, int second, DayOfWeek? weekday)
    {
        if (weekday is null || year < 1900 || first < 1 || second < 1)
            return null;
        var fits = (
            new DateTime(year, second, first).DayOfWeek == weekday,
            new DateTime(year, first, second).DayOfWeek == weekday
        );
        return fits.Item1 == fits.Item2 ? null : fits.Item1;
    }

    /// <summary>With the month by name, in the order of RFC 822, of C's asctime, or of people.</summary>
    private static DateTimeOffset? FromWords(string whole, string text)
    {
        if (FeedDateNames.IsOfAnotherCalendar(whole))
            return null;
        // "Mar" is a Tuesday in French and a month in English.
        return FromWords(text) ?? (text.Length < whole.Length ? FromWords(whole) : null);
    }

    private static DateTimeOffset? FromWords(string text)
    {
        var date = DayFirst().Match(text);
        if (!date.Success)
            date = MonthFirst().Match(text);
        if (!date.Success)
            date = Asctime().Match(text);
        return date.Success && FeedDateNames.Month(date.Groups["month"].Value) is { } month
            ? Moment(Year(date.Groups["y"].Value), month, Number(date, "d"), date)
            : null;
    }

    /// <summary>RFC 5322, section 4.3: two digits from 50 on are of the last century.</summary>
    private static int Year(string digits) =>
        int.Parse(digits, CultureInfo.InvariantCulture)
        + (
            digits.Length > 2 ? 0
            : digits[0] >= '5' ? 1900
            : 2000
        );

    /// <summary>Null unless every part is in its range.</summary>
    private static DateTimeOffset? Moment(int year, int month, int day, Match rest)
    {
        // Feeds began in 1999 and republish what is older; other years are mistakes or of another calendar.
        if (year is < 1900 or > 2200 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month))
            return null;
        if (TimeOfDay(rest) is not { } time)
            return null;
        var zone = rest.Groups["zone"].Value;
        return (FeedZone.Offset(zone) ?? FeedZone.OfRegion(zone, new DateTime(year, month, day) + time)) is { } offset
            ? new DateTimeOffset(year, month, day, 0, 0, 0, TimeSpan.Zero) + time - offset
            : null;
    }

    /// <summary>Midnight where none is given. 24:00:00 is the end of the day, 60 a leap second.</summary>
    private static TimeSpan? TimeOfDay(Match rest)
    {
        // One digit may be half of two, where nothing follows.
        if (rest.Groups["zone"].Length == 0 && (rest.Groups["m"].Length == 1 || rest.Groups["s"].Length == 1))
            return null;
        var (hour, minute, second) = (Hour(rest), Number(rest, "m", 0), Number(rest, "s", 0));
        return minute > 59 || second > 60 || hour > 24 || (hour == 24 && minute + second > 0)
            ? null
            : new TimeSpan(hour, minute, second);
    }

    /// <summary>Of 24, also where the clock has twelve; beyond 24 for one that no clock shows.</summary>
    private static int Hour(Match rest)
    {
        var hour = Number(rest, "h", 0);
        if (FeedDateNames.IsAfternoon(rest.Groups["half"].Value) is not { } isAfternoon)
            return hour;
        return hour is < 1 or > 12 ? 99 : (hour % 12) + (isAfternoon ? 12 : 0);
    }

    private static int Number(Match match, string group, int otherwise = 0) =>
        match.Groups[group] is { Success: true } found
            ? int.Parse(found.ValueSpan, CultureInfo.InvariantCulture)
            : otherwise;

    /// <summary>
    /// Hour, minute, second and fraction, the half of the day and the zone; all may be missing. "10h30", "10.30", "à
    /// 10:30", "at 5 pm".
    /// </summary>
    private const string Time =
        @"(?:(?:[T,]| ?- ?| |,? ?(?:à|at|الساعة) )\s?(?<h>\d{1,2})(?:\s?[:.h]\s?(?<m>\d\d?)(?:[:.]"
        + @"(?<s>\d\d?)(?:[.,:]\d{1,9})?)?|\s?h\b|(?=\s?(?:[apصم])))(?:\s?(?<half>[ap]\.?m\.?|ص|م|صباحا|"
        + @"مساء))?)?\s?(?<zone>[^\d\s].*)?$";

    [GeneratedRegex(@"\([^()]*\)|\[[^\[\]]*\]", Options)]
    private static partial Regex Remark();

    [GeneratedRegex(
        @"^(?<y>\d{4})(?:-(?<mo>\d{1,2})(?:-(?<d>\d{1,2})(?:(?:T|\s|t)?"
            + Time
            + ")?)?)?$|^(?<y>\\d{4})(?<by>[/.])(?<mo>\\d{1,2})\\k<by>(?<d>\\d{1,2})"
            + Time,
        Options
    )]
    private static partial Regex Iso();

    [GeneratedRegex(
        @"^(?<y>(?:19|20)\d\d)(?<mo>\d\d)(?<d>\d\d)(?:T?(?<h>\d\d)(?<m>\d\d)(?<s>\d\d)?(?:\.\d{1,9})?)?"
            + @"(?<zone>Z|[+-]\d\d:?\d\d)?$",
        Options
    )]
    private static partial Regex CompactIso();

    [GeneratedRegex(
        @"^(?<y>\d{4})-?(?<n>\d{3})(?:T(?<h>\d\d):?(?<m>\d\d):?(?<s>\d\d)?)?(?<zone>Z|[+-]\d\d:?\d\d)?$",
        Options
    )]
    private static partial Regex DayOfYear();

    /// <summary>Seconds from 2001 to 2286, or as many milliseconds.</summary>
    [GeneratedRegex(@"^[1-9]\d{9}(?:\d{3})?$", Options)]
    private static partial Regex Unix();

    [GeneratedRegex(@"^(?<a>\d{1,2})(?<by>[/.-])(?<b>\d{1,2})\k<by>(?<y>\d{4})" + Time, Options)]
    private static partial Regex Numbers();

    [GeneratedRegex(
        @"^(?:le )?(?<d>\d{1,2})(?:er|st|nd|rd|th|\.)?(?: "
            + @"of)?[\s/,-]?\s?(?<month>\p{L}[\p{L}'./ ]{1,40}?)\.?[\s/,-]\s?(?<y>\d{4}|\d\d)(?!\d|:)"
            + Time,
        Options
    )]
    private static partial Regex DayFirst();

    [GeneratedRegex(
        @"^(?<month>\p{L}{3,12})\.?[\s-](?<d>\d{1,2})(?:st|nd|rd|th)?(?:, ?| |-)(?<y>\d{4}|\d\d(?!\d|:))" + Time,
        Options
    )]
    private static partial Regex MonthFirst();

    [GeneratedRegex(
        @"^(?<month>\p{L}{3,12}) (?<d>\d{1,2}),? (?<h>\d{1,2}):(?<m>\d\d)(?::(?<s>\d\d))?(?: "
            + @"(?<zone>[A-Za-z]{1,5}|[+-]\d\d(?::?\d\d)?))? (?<y>\d{4})$",
        Options
    )]
    private static partial Regex Asctime();
}
