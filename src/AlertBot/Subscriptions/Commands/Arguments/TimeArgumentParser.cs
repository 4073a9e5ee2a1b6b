using System.Globalization;
using System.Text.RegularExpressions;
using AlertBot.Localization;
using AlertBot.Rules.Words;
using NodaTime;

namespace AlertBot.Subscriptions.Commands.Arguments;

/// <summary>
/// Quiet hours and days as someone wrote them, and whether urgent alerts keep to them. What is not spoken of stays as
/// it is.
/// </summary>
/// <param name="HoursNamed">Whether hours are spoken of.</param>
/// <param name="Hours">The hours; null to have none.</param>
/// <param name="Days">The days; empty to have none, null when they are not spoken of.</param>
/// <param name="Urgent">Whether urgent alerts come all the same; null when that is not spoken of.</param>
internal sealed partial record TimeArgumentParser(
    bool HoursNamed,
    QuietHours? Hours,
    IReadOnlyList<IsoDayOfWeek>? Days,
    bool? Urgent = null
)
{
    /// <summary>Day names in all three languages, their first three letters, and without the Arabic article.</summary>
    private static readonly Dictionary<string, IsoDayOfWeek> DayNames = LanguageCodes
        .All.SelectMany(language =>
            Week()
                .SelectMany(day =>
                    Spellings(ChatTexts.For(language).DayName(day))
                        .Select(name => (Name: Folding.Letters(name), Day: day))
                )
        )
        .DistinctBy(d => d.Name)
        .ToDictionary(d => d.Name, d => d.Day);

    /// <summary>
    /// <c>22:00-06:00</c>, <c>22-6</c>, <c>fri-sat</c>, both, <c>off</c>, <c>hours off</c>, <c>days off</c>, <c>urgent
    /// on</c>, <c>urgent off</c>; null for what cannot be read.
    /// </summary>
    public static TimeArgumentParser? ReadQuiet(string words)
    {
        var text = AsciiDigits(words).Trim();
        if (UrgentWords().Match(text) is { Success: true } urgent)
            return OnOff.Parse(urgent.Groups[1].Value, whenEmpty: true) is { } passes
                ? new TimeArgumentParser(HoursNamed: false, null, null, passes)
                : null;
        return text switch
        {
            "hours off" => new TimeArgumentParser(HoursNamed: true, null, null),
            "days off" => new TimeArgumentParser(HoursNamed: false, null, []),
            _ => IsOff(text) ? new TimeArgumentParser(HoursNamed: true, null, []) : ReadHoursAndDays(text),
        };
    }

    private static TimeArgumentParser? ReadHoursAndDays(string text)
    {
        QuietHours? hours = null;
        if (Span().Match(text) is { Success: true } span)
        {
            if (
                ReadTime(span.Groups[1].Value) is not { } from
                || ReadTime(span.Groups[2].Value) is not { } until
                || from == until
            )
                return null;
            hours = new QuietHours(from, until);
            text = text.Remove(span.Index, span.Length).Trim(' ', ',', '،');
        }
        var days = text.Length == 0 ? [] : ReadDays(text);
        return days is null || days.Count == 7 || (hours is null && days.Count == 0)
            ? null
            : new TimeArgumentParser(hours is not null, hours, days.Count > 0 ? days : null);
    }

    public Subscription Apply(Subscription subscription) =>
        subscription with
        {
            Quiet = HoursNamed ? Hours : subscription.Quiet,
            QuietDays = Days ?? subscription.QuietDays,
            UrgentInQuiet = Urgent ?? subscription.UrgentInQuiet,
        };

    private static bool IsOff(string words) => OnOff.Parse(words, whenEmpty: null) == false;

    /// <summary>
    /// A list of days, or one stretch of the week; in the order of the week. Null for what is no day.
    /// </summary>
    private static List<IsoDayOfWeek>? ReadDays(string text)
    {
        var names = Separators()
            .Split(text)
            .Where(n => n.Length > 0 && n != "و")
            .Select(n =>
                DayNames.TryGetValue(Folding.Letters(n.TrimStart('و')), out var day) ? day : (IsoDayOfWeek?)null
            )
            .ToList();
        if (names.Count == 0 || names.Contains(null))
            return null;
        var days = names.Select(d => d!.Value).ToHashSet();
        if (names is [{ } first, { } last] && Stretch().IsMatch(text))
        {
            for (var day = first; day != last; day = Next(day))
                days.Add(day);
        }
        return [.. days.Order()];
    }

    /// <summary>A day of the week by its name; null for what is none.</summary>
    public static IsoDayOfWeek? ReadDay(string name) =>
        DayNames.TryGetValue(Folding.Letters(name), out var day) ? day : null;

    /// <summary>
    /// <c>8</c>, <c>08:00</c>, <c>8h</c>, <c>8h00</c>, <c>10pm</c>, <c>10:30 pm</c>, <c>10 مساء</c>; null for what is
    /// no time.
    /// </summary>
    public static LocalTime? ReadTime(string text)
    {
        if (Clock().Match(text.Trim()) is not { Success: true } match)
            return null;
        var hour = int.Parse(match.Groups["hour"].Value, CultureInfo.InvariantCulture);
        var minute = match.Groups["minute"] is { Success: true } written
            ? int.Parse(written.Value, CultureInfo.InvariantCulture)
            : 0;
        if (match.Groups["half"] is { Success: true } half)
        {
            if (hour is < 1 or > 12)
                return null;
            hour = (hour % 12) + (half.Value[0] is 'p' or 'م' ? 12 : 0);
        }
        return hour > 23 || minute > 59 ? null : new LocalTime(hour, minute);
    }

    /// <summary>With digits of any script as ASCII ones, in small letters.</summary>
    public static string AsciiDigits(string text) =>
        string.Concat(text.Select(c => char.IsDigit(c) ? (char)('0' + (int)char.GetNumericValue(c)) : c))
            .ToLowerInvariant();

    private static IEnumerable<string> Spellings(string name) =>
        name.StartsWith("ال", StringComparison.Ordinal) ? [name, name[2..]] : [name, name[..3]];

    private static IEnumerable<IsoDayOfWeek> Week() => Enumerable.Range(1, 7).Select(n => (IsoDayOfWeek)n);

    private static IsoDayOfWeek Next(IsoDayOfWeek day) => day == IsoDayOfWeek.Sunday ? IsoDayOfWeek.Monday : day + 1;

    /// <summary>An hour as it is written, without groups.</summary>
    private const string Hour =
        @"\d{1,2}(?:\s?[h:.]\s?\d{2}|\s?h(?:eures?)?)?(?:\s?(?:[ap]\.?m\b\.?|صباحا|صباحاً|مساء|مساءً|ص|م)(?!\p{L}))?";

    [GeneratedRegex(
        @"^(?<hour>\d{1,2})(?:\s?[h:.]\s?(?<minute>\d{2})|\s?h(?:eures?)?)?(?:\s?(?<half>[ap])\.?m\.?|"
            + @"\s?(?<half>صباحا|صباحاً|مساء|مساءً|ص|م))?$",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Clock();

    [GeneratedRegex(
        "(?:(?:from|de|من)\\s+)?(" + Hour + @")\s*(?:[-–—]|to|until|till|à|au|jusqu['’]à|إلى|الى|حتى)\s*(" + Hour + ")",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Span();

    /// <summary>The hours that stand in a text, one after the other; null where anything else does.</summary>
    public static IReadOnlyList<LocalTime>? ReadTimes(string text)
    {
        var times = new List<LocalTime>();
        var rest = EachHour()
            .Replace(text, match =>
            {
                if (ReadTime(match.Value) is { } time)
                    times.Add(time);
                return ReadTime(match.Value) is null ? "?" : " ";
            });
        return
            times.Count > 0
            && rest.Split([' ', ',', '،', '+'], StringSplitOptions.RemoveEmptyEntries).All(Joins.Contains)
            ? times
            : null;
    }

    private static readonly HashSet<string> Joins = ["and", "et", "و", "at", "à", "a", "في", "الساعة"];

    [GeneratedRegex(@"(?<!\d)" + Hour + @"(?![\d:])", RegexOptions.CultureInvariant)]
    private static partial Regex EachHour();

    [GeneratedRegex(@"^(?:urgente?s?|عاجل|العاجل|عاجلة|العاجلة)\s*(.*)$", RegexOptions.CultureInvariant)]
    private static partial Regex UrgentWords();

    [GeneratedRegex(@"[\s,،+–-]+|\band\b|\bet\b", RegexOptions.CultureInvariant)]
    private static partial Regex Separators();

    [GeneratedRegex(@"^\S+?\s*[–-]\s*\S+$", RegexOptions.CultureInvariant)]
    private static partial Regex Stretch();
}
