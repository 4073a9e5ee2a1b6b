using System.Globalization;
using System.Net;
using System.Text;
using AlertBot.Chats;
using AlertBot.Localization;

namespace AlertBot.Subscriptions.Briefs;

/// <summary>
/// A brief as text for a chat, and as a file. Dates and numbers keep their isolates everywhere: after an Arabic word
/// 2026-11-29 would be read as 29-11-2026.
/// </summary>
internal static class BriefDocument
{
    private const string MarkdownSigns = "\\`*_{}[]()<>#+-!|~";

    /// <summary>Plain lines, with links as far as there is room for them.</summary>
    public static string ToText(Brief brief, int most)
    {
        var (withLinks, without) = (Length(isLinked: true), Length(isLinked: false));
        var whole = brief.Sections.Sum(section => section.Items.Sum(withLinks) + section.Heading.Length + 3);
        var isLinked = whole + brief.Title.Length <= most;
        var sections = brief.Fitting(most, isLinked ? withLinks : without);
        return string.Join("\n\n", sections.Select(s => Write(s, isLinked)).Prepend(brief.Title));

        static Func<BriefItem, int> Length(bool isLinked) => item => Line(item, isLinked).Length + 1;
    }

    /// <summary>A file that mail and desks' own systems read.</summary>
    public static string ToMarkdown(Brief brief)
    {
        var text = new StringBuilder($"# {brief.Title}\n");
        foreach (var section in brief.Sections)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n## {section.Heading}\n\n");
            foreach (var item in section.Items)
            {
                var title = Escape(item.Text);
                var linked = item.Link is { } link ? $"[{title}](<{Address(link)}>)" : title;
                text.Append(
                    CultureInfo.InvariantCulture,
                    $"- {linked}{(item.Detail.Length > 0 ? $" — {Escape(item.Detail)}" : "")}\n"
                );
            }
        }
        return text.ToString();
    }

    /// <summary>A page of its own, that asks nothing of any server.</summary>
    /// <param name="brief">What stands in it.</param>
    /// <param name="language">Its language.</param>
    /// <param name="chart">The counts of its last section, drawn; null for none.</param>
    public static string ToHtml(Brief brief, Language language, ReplyDocument? chart)
    {
        var title = WebUtility.HtmlEncode(brief.Title);
        // What it shows stands above it in words.
        var picture = chart is null
            ? ""
            : "<img alt=\"\" style=\"max-width: 100%\" src=\"data:image/png;base64,"
                + $"{Convert.ToBase64String(chart.Content.Span)}\">\n";
        return $"<!doctype html>\n<html lang=\"{language.Code()}\" dir=\"{language.TextDirection()}\">\n"
            + $"<head><meta charset=\"utf-8\"><title>{title}</title></head>\n<body>\n"
            + $"{ToHtmlBody(brief)}{picture}</body>\n</html>\n";
    }

    /// <summary>What stands in the body of such a page.</summary>
    public static string ToHtmlBody(Brief brief)
    {
        var text = new StringBuilder($"<h1>{WebUtility.HtmlEncode(brief.Title)}</h1>\n");
        foreach (var section in brief.Sections)
        {
            text.Append(CultureInfo.InvariantCulture, $"<h2>{WebUtility.HtmlEncode(section.Heading)}</h2>\n<ul>\n");
            foreach (var item in section.Items)
            {
                var words = $"<bdi>{WebUtility.HtmlEncode(item.Text)}</bdi>";
                var linked = item.Link is { Scheme: "http" or "https" } link
                    ? $"<a href=\"{WebUtility.HtmlEncode(link.AbsoluteUri)}\">{words}</a>"
                    : words;
                text.Append(CultureInfo.InvariantCulture, $"<li>{linked} {WebUtility.HtmlEncode(item.Detail)}</li>\n");
            }
            text.Append("</ul>\n");
        }
        return text.ToString();
    }

    private static string Write(BriefSection section, bool isLinked) =>
        string.Join('\n', section.Items.Select(item => Line(item, isLinked)).Prepend($"▪ {section.Heading}"));

    private static string Line(BriefItem item, bool isLinked)
    {
        var line = $"• {SafeText.Isolate(item.Text)}{(item.Detail.Length > 0 ? $" – {item.Detail}" : "")}";
        return isLinked && item.Link is { } link ? $"{line}\n{link.AbsoluteUri}" : line;
    }

    /// <summary>As it may stand between angle brackets.</summary>
    private static string Address(Uri link) =>
        link.AbsoluteUri.Replace("<", "%3C", StringComparison.Ordinal).Replace(">", "%3E", StringComparison.Ordinal);

    private static string Escape(string text) =>
        string.Concat(text.Select(c => MarkdownSigns.Contains(c, StringComparison.Ordinal) ? $"\\{c}" : $"{c}"));
}
