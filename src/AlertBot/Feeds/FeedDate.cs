using System.Globalization;
using System.Text.RegularExpressions;

namespace AlertBot.Feeds;

/// <summary>
/// Reads the dates feeds carry: RFC 822 with its zone names, RFC 3339, and what lies between. Always with the invariant calendar: in
/// ar-SA or fa-IR the process's own would put 2026 into the wrong century. A date without a zone is taken as UTC.
/// </summary>
internal static partial class FeedDate
{
    /// <summary>Zone names of RFC 822, section 5.1; the military letters are left out, senders have them backwards.</summary>
    private static readonly Dictionary<string, string> Zones = new(StringComparer.OrdinalIgnoreCase)
    {
        ["UT"] = "+00:00",
        ["UTC"] = "+00:00",
        ["GMT"] = "+00:00",
        ["Z"] = "+00:00",
        ["EST"] = "-05:00",
        ["EDT"] = "-04:00",
        ["CST"] = "-06:00",
        ["CDT"] = "-05:00",
        ["MST"] = "-07:00",
        ["MDT"] = "-06:00",
        ["PST"] = "-08:00",
        ["PDT"] = "-07:00",
        ["CET"] = "+01:00",
        ["CEST"] = "+02:00",
        ["EET"] = "+02:00",
        ["EEST"] = "+03:00",
        ["BST"] = "+01:00",
    };

    /// <summary>The moment in UTC; null when the text is no date.</summary>
    public static DateTimeOffset? Parse(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return null;
        var plain = Weekday().Replace(text.Trim(), "");
        plain = ZoneName().Replace(plain, name => Zones.TryGetValue(name.Value, out var offset) ? offset : name.Value);
        plain = ShortOffset().Replace(plain, "$1:$2");
        return DateTimeOffset.TryParse(plain, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AllowWhiteSpaces, out var date)
            ? date.ToUniversalTime()
            : null;
    }

    /// <summary>Often the wrong day of the week, which .NET refuses; it says nothing the date does not.</summary>
    [GeneratedRegex(@"^\p{L}+\.?,\s*", RegexOptions.CultureInvariant)]
    private static partial Regex Weekday();

    [GeneratedRegex(@"(?<=[\d\s])[A-Za-z]{1,4}$", RegexOptions.CultureInvariant)]
    private static partial Regex ZoneName();

    [GeneratedRegex(@"(?<=:\d\d\s*)([+-]\d\d)(\d\d)$", RegexOptions.CultureInvariant)]
    private static partial Regex ShortOffset();
}
