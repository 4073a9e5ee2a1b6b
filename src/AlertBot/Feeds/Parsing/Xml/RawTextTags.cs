using System.Text;
using System.Text.RegularExpressions;

namespace AlertBot.Feeds.Parsing.Xml;

/// <summary>
/// Makes harmless the tags that swallow a text: to HTML <c>&lt;iframe/&gt;</c> is open, and all that follows is its
/// own up to an end tag that never comes. Systems that write XHTML close them so.
/// </summary>
internal static partial class RawTextTags
{
    /// <summary>
    /// The fragment without those tags that are closed in themselves, or never; one whose end tag follows stays.
    /// Scripts and styles that are left open stay too: what follows is theirs.
    /// </summary>
    public static string Closed(string html)
    {
        var tags = Tags().Matches(html);
        if (tags.Count == 0)
            return html;
        var swallowing = Swallowing(tags);
        if (swallowing.Count == 0)
            return html;
        var kept = new StringBuilder(html.Length);
        var from = 0;
        foreach (var tag in swallowing)
        {
            kept.Append(html, from, tag.Index - from).Append(' ');
            from = tag.Index + tag.Length;
        }
        return kept.Append(html, from, html.Length - from).ToString();
    }

    /// <summary>In the order of the text.</summary>
    private static Stack<Match> Swallowing(MatchCollection tags)
    {
        var swallowing = new Stack<Match>();
        var endFollows = new Dictionary<string, bool>(StringComparer.OrdinalIgnoreCase);
        for (var i = tags.Count - 1; i >= 0; i--)
        {
            var (name, isEnd) = (tags[i].Groups["name"].Value, tags[i].Groups["end"].Length > 0);
            var isClosed = tags[i].ValueSpan.EndsWith("/>");
            var isCode =
                name.Equals("script", StringComparison.OrdinalIgnoreCase)
                || name.Equals("style", StringComparison.OrdinalIgnoreCase);
            if (!isEnd && !endFollows.GetValueOrDefault(name) && (isClosed || !isCode))
                swallowing.Push(tags[i]);
            endFollows[name] = isEnd;
        }
        return swallowing;
    }

    [GeneratedRegex(
        @"<(?<end>/?)(?<name>iframe|script|style|textarea|title|noscript|noembed|noframes|xmp|plaintext|object|svg|"
            + @"math|select|button|template)\b[^<>]*>",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase
    )]
    private static partial Regex Tags();
}
