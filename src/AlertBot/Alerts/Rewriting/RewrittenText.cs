using System.Text.RegularExpressions;
using AlertBot.Localization;

namespace AlertBot.Alerts.Rewriting;

/// <summary>
/// Headline and summary as a model wrote them, and what it says of them are names; only Arabic, which has no capitals,
/// asks for that.
/// </summary>
internal sealed partial record RewrittenText(string Headline, string Summary)
{
    public const string NameBegins = "⟦";
    public const string NameEnds = "⟧";

    private const int LongestHeadline = 200;

    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>
    /// Reads an answer: the first line is the headline, the rest the summary. Null for what can be neither: too long by
    /// far, empty, or with signs that news does not need and networks act on (links, mentions, hashtags, markup, marks
    /// of direction).
    /// </summary>
    /// <param name="answer">The model's words.</param>
    /// <param name="longest">UTF-16 units the summary may have; what is somewhat over is cut after a sentence.</param>
    public static RewrittenText? Parse(string answer, int longest)
    {
        var names = Marked().Matches(answer).Select(match => match.Groups[1].Value).ToList();
        var lines = Marked().Replace(answer, "$1").Trim().Split('\n', 2);
        if (lines.Length < 2)
            return null;
        var (headline, summary) = (Run(lines[0]), Run(lines[1]));
        if (headline.Length is < 10 or > LongestHeadline || summary.Length < 20 || summary.Length > 2 * longest)
            return null;
        return
            Unwanted().IsMatch(headline + "\n" + summary)
            || SafeText.Clean(summary) != summary
            || SafeText.Clean(headline) != headline
            ? null
            : new RewrittenText(headline, SafeText.Cut(summary, longest)) { Names = names };
    }

    private static string Run(string text) => Blanks().Replace(text.Trim(), " ");

    [GeneratedRegex("⟦([^⟦⟧\n]{2,60})⟧")]
    private static partial Regex Marked();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();

    [GeneratedRegex(
        @"[@#<>\[\]{}|`*_~\\^=⟦⟧]|://|www\.|\p{Cf}|\b[\w-]+\.[a-z]{2,}(?:\b|/)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Unwanted();
}
