using System.Globalization;
using System.Text.RegularExpressions;
using NodaTime;
using NodaTime.Text;

namespace AlertBot.Subscriptions.Commands.Arguments;

/// <summary>What to mute, for how long, and whether what was missed comes at the end.</summary>
/// <param name="What">The words before the time; empty for the alert that the command is about.</param>
/// <param name="Until">The end; null where no time was read, or one that is over or too far.</param>
/// <param name="Digest">Whether the digest was asked for.</param>
internal sealed partial record MuteArgumentParser(string What, DateTimeOffset? Until, bool Digest)
{
    /// <summary>How the end was said.</summary>
    public MuteTime Time { get; private init; }

    private static readonly Duration Longest = Duration.FromDays(90);

    /// <summary>Letters a unit begins with, in three languages, and its hours.</summary>
    private static readonly (string Beginning, int Hours)[] Units =
    [
        ("h", 1),
        ("ساع", 1),
        ("d", 24),
        ("j", 24),
        ("يوم", 24),
        ("أيام", 24),
        ("ايام", 24),
        ("w", 168),
        ("sem", 168),
        ("أسب", 168),
        ("أساب", 168),
        ("اسب", 168),
        ("اساب", 168),
    ];

    private static readonly LocalDatePattern[] Dates =
    [
        LocalDatePattern.CreateWithInvariantCulture("yyyy-M-d"),
        LocalDatePattern.CreateWithInvariantCulture("d/M/yyyy"),
        LocalDatePattern.CreateWithInvariantCulture("d.M.yyyy"),
    ];

    /// <summary>
    /// <c>oil 7d</c>, <c>3 hours digest</c>, <c>oil until 2026-12-05</c>, <c>ترهونة 3 أيام</c>: a day named ends the
    /// mute as it begins in the chat's zone.
    /// </summary>
    public static MuteArgumentParser Parse(string words, DateTimeZone zone, DateTimeOffset now)
    {
        var text = TimeArgumentParser.AsciiDigits(words).Trim();
        var digest = DigestWord().Match(text);
        if (digest.Success)
            text = text.Remove(digest.Index).Trim();
        if (Span().Match(text) is { Success: true } span)
            return new(Before(text, span), EndAfter(span, now), digest.Success) { Time = MuteTime.Length };
        if (Date().Match(text) is { Success: true } date)
            return new(Before(text, date), EndOn(date.Groups["date"].Value, zone, now), digest.Success)
            {
                Time = MuteTime.Day,
            };
        return new(text, null, digest.Success);
    }

    /// <summary>A length of time at the end of words, and what stands before it; null where there is none.</summary>
    public static (string Before, TimeSpan Length)? ReadLength(string words)
    {
        var text = TimeArgumentParser.AsciiDigits(words).Trim();
        return Span().Match(text) is { Success: true } span
            ? (Before(text, span), TimeSpan.FromHours(HoursOf(span)))
            : null;
    }

    private static long HoursOf(Match span)
    {
        var unit = span.Groups["unit"].Value.ToLowerInvariant();
        var hours = Units.FirstOrDefault(u => unit.StartsWith(u.Beginning, StringComparison.Ordinal)).Hours;
        return hours * long.Parse(span.Groups["number"].Value, CultureInfo.InvariantCulture);
    }

    private static string Before(string text, Match time) => text[..time.Index].Trim(' ', ',', '،');

    private static DateTimeOffset? EndAfter(Match span, DateTimeOffset now) =>
        HoursOf(span) is > 0 and var hours
        && Duration.FromHours(Math.Min(hours, 1_000_000)) is var length
        && length <= Longest
            ? now + length.ToTimeSpan()
            : null;

    private static DateTimeOffset? EndOn(string written, DateTimeZone zone, DateTimeOffset now)
    {
        var read = Dates.Select(pattern => pattern.Parse(written)).FirstOrDefault(result => result.Success);
        return
            read is { Value: var day }
            && zone.AtStartOfDay(day).ToDateTimeOffset() is var end
            && end > now
            && end - now <= Longest.ToTimeSpan()
            ? end
            : null;
    }

    [GeneratedRegex(
        @"(?:^|\s)(?<number>\d{1,4})\s?(?<unit>h|hours?|heures?|d|days?|j|jours?|w|weeks?|sem|semaines?"
            + @"|ساعة|ساعات|يوم|يوما|يوماً|أيام|ايام|أسبوع|أسابيع|اسبوع|اسابيع)$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Span();

    [GeneratedRegex(
        @"(?:^|\s)(?:(?:until|till|jusqu['’]au|حتى|إلى)\s+)?"
            + @"(?<date>\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[./]\d{1,2}[./]\d{4})$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Date();

    [GeneratedRegex(@"(?:^|\s)(?:digest|résumé|resume|ملخص)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex DigestWord();
}

/// <summary>How the end of a mute is said.</summary>
internal enum MuteTime
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>As so long from now.</summary>
    Length,

    /// <summary>As a day of the calendar.</summary>
    Day,
}
