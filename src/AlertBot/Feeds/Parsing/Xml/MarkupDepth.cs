using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace AlertBot.Feeds.Parsing.Xml;

/// <summary>How deep HTML is nested, told before it is parsed: a parser's time and stack grow with it.</summary>
internal static partial class MarkupDepth
{
    /// <summary>
    /// How many elements are open at once at most, roughly: those that HTML closes by itself are not counted.
    /// </summary>
    public static int DeepestOf(string html) => Measure(html).Deepest;

    /// <summary>
    /// The same, and the work a parser has with it: elements that stay open are opened anew in each that follows, so it
    /// is the sum over all tags of those open at it.
    /// </summary>
    public static (int Deepest, long Work) Measure(string html)
    {
        var work = 0L;
        var (depth, most) = (0, 0);
        var open = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        foreach (var tag in OpenOrClose().EnumerateMatches(html))
        {
            var isEnd = html[tag.Index + 1] == '/';
            ref var count = ref CollectionsMarshal.GetValueRefOrAddDefault(
                open,
                html.Substring(tag.Index + (isEnd ? 2 : 1), tag.Length - (isEnd ? 2 : 1)),
                out _
            );
            // An end without a beginning closes nothing.
            if (isEnd && count == 0)
                continue;
            count += isEnd ? -1 : 1;
            depth += isEnd ? -1 : 1;
            most = Math.Max(most, depth);
        }
        foreach (var _ in Any().EnumerateMatches(html))
            work += most;
        return (most, work);
    }

    /// <summary>The HTML before the tag that is one too many; all of it where there are no more than so many.</summary>
    public static string Beginning(string html, int mostTags)
    {
        foreach (var tag in AnyOrEnd().EnumerateMatches(html))
        {
            if (mostTags-- == 0)
                return html[..tag.Index];
        }
        return html;
    }

    [GeneratedRegex("<[a-zA-Z!?]", RegexOptions.CultureInvariant)]
    private static partial Regex Any();

    [GeneratedRegex("<[a-zA-Z/!?]", RegexOptions.CultureInvariant)]
    private static partial Regex AnyOrEnd();

    [GeneratedRegex(
        @"</?(?!(?:br|img|hr|input|wbr|p|li|td|tr|th|option|link|meta)\b)[a-zA-Z][a-zA-Z0-9]{0,20}",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase
    )]
    private static partial Regex OpenOrClose();
}
