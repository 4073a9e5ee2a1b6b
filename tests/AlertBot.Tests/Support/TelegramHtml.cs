using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace AlertBot.Tests.Support;

/// <summary>
/// Telegram's rules for texts, as its server has them (Bot API, formatting options; tdlib/td MessageEntity.cpp, read
/// 2026-11-23).
/// </summary>
internal static partial class TelegramHtml
{
    private static readonly HashSet<string> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        "b",
        "strong",
        "i",
        "em",
        "u",
        "ins",
        "s",
        "strike",
        "del",
        "span",
        "tg-spoiler",
        "a",
        "code",
        "pre",
        "blockquote",
        "tg-emoji",
        "tg-time",
    };

    /// <summary>The visible text, or what Telegram would say is wrong.</summary>
    public static (string Visible, string? Problem) Read(string text, string? parseMode)
    {
        if (Encoding.UTF8.GetByteCount(text) > 32_768)
            return ("", "text is too long");
        var (visible, problem) = string.Equals(parseMode, "HTML", StringComparison.OrdinalIgnoreCase)
            ? Parse(text)
            : (text, null);
        if (problem is not null)
            return ("", $"can't parse entities: {problem}");
        var trimmed = visible.Trim();
        if (
            trimmed.All(c =>
                char.IsWhiteSpace(c) || char.GetUnicodeCategory(c) == System.Globalization.UnicodeCategory.Format
            )
        )
            return ("", "message text is empty");
        return trimmed.EnumerateRunes().Count() > 4096 ? ("", "message is too long") : (trimmed, null);
    }

    public static (string Visible, string? Problem) Parse(string html)
    {
        var open = new Stack<string>();
        var visible = new StringBuilder();
        for (var i = 0; i < html.Length; i++)
        {
            if (html[i] == '<')
            {
                var tag = Tag().Match(html, i);
                if (!tag.Success)
                    return ("", $"Unsupported start tag at byte offset {i}");
                var name = tag.Groups["name"].Value;
                if (!Known.Contains(name))
                    return ("", $"Unsupported start tag \"{name}\" at byte offset {i}");
                if (tag.Groups["end"].Length == 0)
                    open.Push(name);
                else if (open.Count == 0 || open.Pop() != name)
                    return ("", $"Unmatched end tag at byte offset {i}");
                i += tag.Length - 1;
            }
            else if (html[i] == '&' && Entity().Match(html, i) is { Success: true } entity)
            {
                visible.Append(WebUtility.HtmlDecode(entity.Value));
                i += entity.Length - 1;
            }
            else
            {
                visible.Append(html[i]);
            }
        }
        return open.Count > 0
            ? ("", $"Can't find end tag corresponding to start tag {open.Peek()}")
            : (visible.ToString(), null);
    }

    [GeneratedRegex("""\G<(?<end>/?)(?<name>[a-zA-Z][a-zA-Z-]*)(?:\s+[a-z-]+="[^"<>]*")*\s*>""")]
    private static partial Regex Tag();

    [GeneratedRegex(@"\G&(?:lt|gt|amp|quot|#\d+|#x[0-9a-fA-F]+);")]
    private static partial Regex Entity();
}
