using System.Text;
using AlertBot.Chats;
using AlertBot.Localization;
using AlertBot.Subscriptions.Commands;

namespace AlertBot.Channels.Discord.Sending;

/// <summary>Text from outside as Discord shows it and not as it reads it.</summary>
internal static class DiscordMarkdown
{
    // Markdown, mentions, custom emoji, time stamps, and the colon that makes a link of "https://".
    private const string Special = "\\*_~`|>#-[]():<@";

    private const char IsolateStart = '\u2068';
    private const char IsolateEnd = '\u2069';

    public static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length + 8);
        foreach (var c in text)
            Append(escaped, c);
        return escaped.ToString();
    }

    /// <summary>
    /// Cut, then escaped, with at most <paramref name="most"/> UTF-16 units in the end: Discord counts what it is sent.
    /// </summary>
    public static string Fit(string text, int most)
    {
        for (var room = most; room > 0; )
        {
            var escaped = Escape(SafeText.Cut(text, room));
            if (escaped.Length <= most)
                return escaped;
            room -= Math.Max(1, (escaped.Length - most) / 2);
        }
        return "";
    }

    /// <summary>
    /// Words of ours, in which what comes from outside stands in isolates: code and links of ours work, those of others
    /// do not.
    /// </summary>
    public static string OfOurs(string text)
    {
        var depth = 0;
        var result = new StringBuilder(text.Length + 8);
        foreach (var c in text)
        {
            depth = c switch
            {
                IsolateStart => depth + 1,
                IsolateEnd => Math.Max(0, depth - 1),
                _ => depth,
            };
            if (depth > 0)
                Append(result, c);
            else
                result.Append(c);
        }
        return result.ToString();
    }

    /// <summary>An answer to a command: directed line by line, cut to what one message takes.</summary>
    public static string OfReply(Reply reply, int most)
    {
        var text = ChatTexts.Directed(reply.Language, reply.Text);
        for (var room = most; ; room -= 50)
        {
            var shown = OfOurs(SafeText.Cut(text, room));
            if (shown.Length <= most)
                return shown;
        }
    }

    /// <summary>Ready to stand in round brackets; null for what Discord takes no link to, or too long.</summary>
    public static string? Link(Uri? link, int most)
    {
        if (
            link is null
            || (link.Scheme != Uri.UriSchemeHttps && link.Scheme != Uri.UriSchemeHttp)
            || !IsOfTheWeb(link)
        )
            return null;
        var address = link
            .AbsoluteUri.Replace("(", "%28", StringComparison.Ordinal)
            .Replace(")", "%29", StringComparison.Ordinal);
        return address.Length <= most ? address : null;
    }

    /// <summary>
    /// Discord refuses addresses of machines in a house, <c>http://intranet/</c>, with the whole message.
    /// </summary>
    private static bool IsOfTheWeb(Uri link) =>
        link.HostNameType is UriHostNameType.IPv4
        || (
            link.HostNameType is UriHostNameType.Dns
            && link.IdnHost.TrimEnd('.').Contains('.', StringComparison.Ordinal)
        );

    private static void Append(StringBuilder text, char c)
    {
        if (Special.Contains(c, StringComparison.Ordinal))
            text.Append('\\');
        text.Append(c);
    }
}
