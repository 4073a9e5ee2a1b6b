using System.Text;

namespace AlertBot.Tests.Support;

/// <summary>
/// Telegram's rules for texts, as its server has them (Bot API, formatting options, read 2026-11-23).
/// </summary>
internal static class TelegramHtml
{
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

    public static (string Visible, string? Problem) Parse(string html) => TelegramHtmlReader.Read(html);
}
