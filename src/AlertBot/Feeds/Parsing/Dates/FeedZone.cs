using System.Collections.Frozen;
using System.Globalization;
using System.Text.RegularExpressions;

namespace AlertBot.Feeds.Parsing.Dates;

/// <summary>Zones as feeds write them, as the offset from UTC.</summary>
internal static partial class FeedZone
{
    /// <summary>No clock on Earth is further from UTC.</summary>
    private static readonly TimeSpan Furthest = TimeSpan.FromHours(14);

    /// <summary>
    /// RFC 822, section 5.1, and names with one meaning in news. Those with several are left out (IST: India, Israel,
    /// Ireland; AST: Arabia, Atlantic; CST is RFC 822's), as a date read wrong is worse than none.
    /// </summary>
    private static readonly FrozenDictionary<string, double> Names = new Dictionary<string, double>(
        StringComparer.OrdinalIgnoreCase
    )
    {
        ["UT"] = 0,
        ["UTC"] = 0,
        ["GMT"] = 0,
        ["WET"] = 0,
        ["EST"] = -5,
        ["EDT"] = -4,
        ["ET"] = -5,
        ["CST"] = -6,
        ["CDT"] = -5,
        ["CT"] = -6,
        ["MST"] = -7,
        ["MDT"] = -6,
        ["MT"] = -7,
        ["PST"] = -8,
        ["PDT"] = -7,
        ["PT"] = -8,
        ["AKST"] = -9,
        ["AKDT"] = -8,
        ["HST"] = -10,
        ["ADT"] = -3,
        ["NDT"] = -2.5,
        ["BRT"] = -3,
        ["ART"] = -3,
        ["WEST"] = 1,
        ["BST"] = 1,
        ["CET"] = 1,
        ["MET"] = 1,
        ["MEZ"] = 1,
        ["WAT"] = 1,
        ["CEST"] = 2,
        ["MEST"] = 2,
        ["MESZ"] = 2,
        ["EET"] = 2,
        ["CAT"] = 2,
        ["SAST"] = 2,
        ["EEST"] = 3,
        ["MSK"] = 3,
        ["EAT"] = 3,
        ["TRT"] = 3,
        ["MSD"] = 4,
        ["IRST"] = 3.5,
        ["PKT"] = 5,
        ["SGT"] = 8,
        ["HKT"] = 8,
        ["AWST"] = 8,
        ["JST"] = 9,
        ["KST"] = 9,
        ["ACST"] = 9.5,
        ["AEST"] = 10,
        ["AEDT"] = 11,
        ["NZST"] = 12,
        ["NZDT"] = 13,
        ["GST"] = 4,
        ["KSA"] = 3,
        ["Arab Standard Time"] = 3,
        ["Arabia Standard Time"] = 3,
        ["Arabic Standard Time"] = 3,
        ["Arabian Standard Time"] = 4,
        ["Gulf Standard Time"] = 4,
        ["بتوقيت مكة المكرمة"] = 3,
        ["بتوقيت مكة"] = 3,
        ["بتوقيت السعودية"] = 3,
        ["بتوقيت الرياض"] = 3,
        ["بتوقيت الدوحة"] = 3,
        ["بتوقيت بغداد"] = 3,
        ["بتوقيت الإمارات"] = 4,
        ["بتوقيت أبوظبي"] = 4,
        ["بتوقيت دبي"] = 4,
        ["بتوقيت طرابلس"] = 2,
        ["بتوقيت ليبيا"] = 2,
        ["بتوقيت تونس"] = 1,
        ["بتوقيت الجزائر"] = 1,
        ["بتوقيت غرينتش"] = 0,
        ["غرينتش"] = 0,
        ["ت غ"] = 0,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// Zero for no zone; null for one we do not know. The letters of the military are UTC: senders had them backwards
    /// (RFC 5322, section 4.3).
    /// </summary>
    public static TimeSpan? Offset(string zone)
    {
        var plain = Prefix().Replace(zone.Trim(' ', ',', '.'), "");
        if (plain.Length == 0 || (plain.Length == 1 && char.IsAsciiLetter(plain[0]) && plain is not ("j" or "J")))
            return TimeSpan.Zero;
        if (Names.TryGetValue(plain, out var hours))
            return TimeSpan.FromHours(hours);
        var numeric = Numeric().Match(plain);
        if (!numeric.Success || (numeric.Groups["name"] is { Success: true } name && !Names.ContainsKey(name.Value)))
            return null;
        var offset = new TimeSpan(Number(numeric.Groups["h"]), Number(numeric.Groups["m"]), 0);
        return offset > Furthest || Number(numeric.Groups["m"]) > 59 ? null
            : numeric.Groups["sign"].ValueSpan is "-" ? -offset
            : offset;
    }

    /// <summary>
    /// Of a region of the tz database ("Africa/Tripoli") at that moment of its clocks; null for one it does not know.
    /// </summary>
    public static TimeSpan? OfRegion(string zone, DateTime local) =>
        Region().IsMatch(zone) && TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var region)
            ? region.GetUtcOffset(DateTime.SpecifyKind(local, DateTimeKind.Unspecified))
            : null;

    private static int Number(Group group) =>
        group.Success ? int.Parse(group.ValueSpan, CultureInfo.InvariantCulture) : 0;

    /// <summary>"GMT+2", "UTC +02:00", "Etc/GMT" without sign; "Z" after an offset belongs to it no more.</summary>
    [GeneratedRegex(
        @"^(?:Etc/)?(?:GMT|UTC|UT)\s?(?=[+-]\d)|^Etc/(?=GMT$|UTC$)",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase
    )]
    private static partial Regex Prefix();

    [GeneratedRegex(
        @"^(?:Africa|America|Antarctica|Asia|Atlantic|Australia|Europe|Indian|"
            + @"Pacific)/[A-Za-z_]{2,30}(?:/[A-Za-z_]{2,30})?$",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Region();

    /// <summary>"+0200", "+02:00", "+2", "-5:30", also with the zone's name after it.</summary>
    [GeneratedRegex(
        @"^(?<sign>[+-])\s?(?:(?<h>\d{1,2}):(?<m>\d\d)|(?<h>\d\d)(?<m>\d\d)|(?<h>\d\d|[1-9]))(?:\s?"
            + @"(?<name>[A-Za-z]{1,5}))?$",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Numeric();
}
