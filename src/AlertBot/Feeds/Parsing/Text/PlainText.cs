using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using AlertBot.Feeds.Parsing.Xml;
using AlertBot.Runtime;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace AlertBot.Feeds.Parsing.Text;

/// <summary>The text of an HTML fragment, as a reader sees it.</summary>
internal static partial class PlainText
{
    /// <summary>Longer fields are cut: no entry of a news feed comes near it, and parsing must stay bounded.</summary>
    private const int MostCharacters = 200_000;

    /// <summary>Deeper elements are left out; walking them would overflow the stack.</summary>
    private const int MostNested = 200;

    /// <summary>Real texts have some 20 elements open at once.</summary>
    private const int MostOpen = 500;

    /// <summary>
    /// Ten times as many as the fullest of our recorded entries has. What is beyond is cut: each costs its parser some
    /// microseconds and a kilobyte, and a field may be made of them.
    /// </summary>
    private const int MostTags = 6_000;

    /// <summary>Twenty elements open in each of two thousand are a tenth of it.</summary>
    private const long MostWork = 400_000;

    private static readonly HashSet<string> Blocks = new(StringComparer.Ordinal)
    {
        "P",
        "DIV",
        "BR",
        "LI",
        "UL",
        "OL",
        "TR",
        "TABLE",
        "H1",
        "H2",
        "H3",
        "H4",
        "H5",
        "H6",
        "BLOCKQUOTE",
        "SECTION",
        "ARTICLE",
        "FIGURE",
        "FIGCAPTION",
        "HR",
        "HEADER",
        "FOOTER",
        "ASIDE",
        "NAV",
        "DL",
        "DT",
        "DD",
        "PRE",
        "FORM",
    };

    private static readonly HashSet<string> Unread = new(StringComparer.Ordinal)
    {
        "SCRIPT",
        "STYLE",
        "NOSCRIPT",
        "TEMPLATE",
        "IFRAME",
        "OBJECT",
        "SVG",
        "MATH",
        "HEAD",
        "SELECT",
        "BUTTON",
        "TEXTAREA",
    };

    /// <summary>
    /// Text without markup comes back unchanged, character for character: spans are told in its own units. In other
    /// text blank runs become one space and block elements line breaks.
    /// </summary>
    public static string FromHtml(string? html)
    {
        if (string.IsNullOrEmpty(html))
            return "";
        CpuBudget.Check();
        if (html.Length > MostCharacters)
            html = html[..MostCharacters];
        if (!Markup().IsMatch(html))
            return html;
        var text = Extract(html);
        // Some sites escape their HTML twice: what comes out is markup again, or a reference. Once more, no deeper.
        return HasTags(text) && !HasTags(html) ? Extract(text)
            : Reference().IsMatch(text) ? WebUtility.HtmlDecode(text).Replace('\u00A0', ' ')
            : text;
    }

    public static bool HasTags(string text) => Tag().IsMatch(text);

    private static string Extract(string html)
    {
        // A parser of HTML keeps thousands of open elements in mind at each tag. No page has them, so what does is not
        // worth the time.
        if (MarkupDepth.Measure(html) is var (deepest, work) && (deepest > MostOpen || work > MostWork))
            return WebUtility.HtmlDecode(Tag().Replace(html, " ")).Trim();
        html = MarkupDepth.Beginning(html, MostTags);
        var text = new StringBuilder(html.Length);
        var document = new HtmlParser().ParseDocument($"<body>{RawTextTags.Closed(html)}");
        if (document.Body is { } body)
            Append(body, text, 0);
        return BlankLines().Replace(BlankRuns().Replace(text.ToString(), Shortest), "\n\n").Trim();
    }

    private static void Append(INode node, StringBuilder text, int depth)
    {
        foreach (var child in node.ChildNodes)
        {
            CpuBudget.Check();
            if (child is IText words)
                text.Append(SourceBreaks().Replace(words.Data, " "));
            else if (
                child is IElement element
                && depth < MostNested
                && !Unread.Contains(element.NodeName.ToUpperInvariant())
            )
                AppendElement(element, text, depth);
        }
    }

    private static void AppendElement(IElement element, StringBuilder text, int depth)
    {
        var isBlock = Blocks.Contains(element.NodeName);
        if (isBlock)
            text.Append('\n');
        Append(element, text, depth + 1);
        if (isBlock && element.NodeName != "BR")
            text.Append('\n');
        // Cells stand side by side; without a blank their words would be one.
        if (element.NodeName is "TD" or "TH" or "OPTION")
            text.Append(' ');
    }

    private static string Shortest(Match blanks) =>
        blanks.Value.Contains('\n', StringComparison.Ordinal)
            ? (blanks.Value.Count(c => c == '\n') > 1 ? "\n\n" : "\n")
            : " ";

    [GeneratedRegex(@"<[a-zA-Z/!?]|&(#\d+|#[xX][0-9a-fA-F]+|[a-zA-Z]\w{1,30});", RegexOptions.CultureInvariant)]
    private static partial Regex Markup();

    [GeneratedRegex(@"&(#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]\w{1,30});", RegexOptions.CultureInvariant)]
    private static partial Regex Reference();

    [GeneratedRegex(@"</?[a-zA-Z][^<>]*>", RegexOptions.CultureInvariant)]
    private static partial Regex Tag();

    [GeneratedRegex(@"[ \t\r\n\f\u00A0]+", RegexOptions.CultureInvariant)]
    private static partial Regex BlankRuns();

    [GeneratedRegex(@"[\r\n]+", RegexOptions.CultureInvariant)]
    private static partial Regex SourceBreaks();

    [GeneratedRegex(@"\n{3,}", RegexOptions.CultureInvariant)]
    private static partial Regex BlankLines();
}
