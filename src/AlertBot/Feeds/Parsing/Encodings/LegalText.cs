using System.Buffers;
using System.Text;
using System.Xml;

namespace AlertBot.Feeds.Parsing.Encodings;

/// <summary>Text as every network takes it.</summary>
internal static class LegalText
{
    /// <summary>Controls, halves of pairs and what is no character: a text without any is legal as it stands.</summary>
    private static readonly SearchValues<char> Doubtful = SearchValues.Create([
        .. Enumerable
            .Range(char.MinValue, char.MaxValue + 1)
            .Select(c => (char)c)
            .Where(c => char.IsControl(c) && c is not ('\t' or '\n' or '\r') || !XmlConvert.IsXmlChar(c)),
    ]);

    /// <summary>
    /// Without control characters, halves of surrogate pairs and the two code points that are no characters. &amp;#146;
    /// and its kind are read as windows-1252, as browsers do.
    /// </summary>
    public static string Clean(string text) => Clean(text, c => !char.IsControl(c) || c < ' ' ? c
            : c >= '\u0080' && Mojibake.OfByte(c) is var meant && !char.IsControl(meant) ? meant
            : null);

    /// <summary>
    /// What XML can hold: like <see cref="Clean(string)"/>, but bytes of windows-1252 taken for characters stay, as
    /// they may yet be undone.
    /// </summary>
    public static string InXml(string text) => Clean(text, c => c);

    private static string Clean(string text, Func<char, char?> meaning)
    {
        if (!text.AsSpan().ContainsAny(Doubtful))
            return text;
        var legal = (StringBuilder?)null;
        for (var i = 0; i < text.Length; i++)
        {
            var isPair = i + 1 < text.Length && XmlConvert.IsXmlSurrogatePair(text[i + 1], text[i]);
            var meant =
                isPair ? text[i]
                : XmlConvert.IsXmlChar(text[i]) ? meaning(text[i])
                : null;
            if (meant != text[i])
                legal ??= new StringBuilder(text, 0, i, text.Length);
            legal?.Append(meant);
            if (!isPair)
                continue;
            i++;
            legal?.Append(text[i]);
        }
        return legal?.ToString() ?? text;
    }
}
