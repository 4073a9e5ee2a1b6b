using System.Globalization;
using System.Text.RegularExpressions;

namespace AlertBot.Stories.Grouping;

/// <summary>
/// The figures of a text, however they are written: 800 ألف, 800,000, 800 000, 800K and ٨٠٠ ألف are one.
/// </summary>
internal static partial class Figures
{
    private static readonly Dictionary<string, decimal> Multiples = new (decimal Value, string[] Written)[]
    {
        (1000, ["k", "thousand", "mille", "ألف", "ألفا", "الف", "آلاف"]),
        (1_000_000, ["m", "million", "millions", "mln", "مليون", "ملايين"]),
        (1_000_000_000, ["bn", "billion", "milliard", "milliards", "مليار"]),
    }
        .SelectMany(multiple => multiple.Written.Select(word => (word, multiple.Value)))
        .ToDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// In the order of the text, in plain ASCII digits; two and below stand in every story and are left out.
    /// </summary>
    public static IEnumerable<string> In(string text) => Find(text).Select(found => found.Value);

    /// <summary>As above, with their places.</summary>
    public static IEnumerable<(string Value, int Start, int Length)> Find(string text)
    {
        foreach (Match found in Written().Matches(text))
        {
            var digits = string.Concat(found.Groups["n"].Value.Select(Ascii));
            if (
                decimal.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)
                && value < 1_000_000_000_000m
            )
            {
                value *= Multiples.GetValueOrDefault(found.Groups["m"].Value, 1);
                if (value > 2)
                    yield return (value.ToString("0.####", CultureInfo.InvariantCulture), found.Index, found.Length);
            }
        }
    }

    /// <summary>
    /// Signs between thousands go; a comma before one or two last digits is the decimal sign of French and Arabic.
    /// </summary>
    private static string Ascii(char c) =>
        CharUnicodeInfo.GetDecimalDigitValue(c) is >= 0 and var digit ? $"{digit}"
        : c is '.' or '٫' or ';' ? "."
        : "";

    [GeneratedRegex(
        @"(?<![\p{L}\d])(?<n>\d{1,3}(?:[ \u00A0\u202F,٬]\d{3})+(?!\d)|\d+(?:[.٫]\d+)?)(?:[ \u00A0\u202F]?"
            + @"(?<m>thousand|mille|million|millions|mln|billion|bn|milliards?|k|m|ألفا?|الف|آلاف|مليون|ملايين|"
            + @"مليار)(?!\p{L}))?",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Written();
}
