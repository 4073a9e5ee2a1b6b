using System.Collections.Frozen;
using System.Text;

namespace AlertBot.Feeds;

/// <summary>
/// Undoes a publisher's common error: UTF-8 taken for windows-1252 and encoded again, so that "é" comes as "Ã©".
/// </summary>
internal static class Mojibake
{
    private static readonly Encoding Windows = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    /// <summary>The byte that a character of windows-1252 stands for; its five holes stand for themselves.</summary>
    private static readonly FrozenDictionary<char, byte> Bytes = Table();

    /// <summary>
    /// The text itself unless all of it is such an error: every character a byte, and the bytes valid UTF-8.
    /// </summary>
    public static string Undo(string text)
    {
        if (!text.AsSpan().ContainsAnyInRange('\u0080', '\uFFFF'))
            return text;
        var bytes = new byte[text.Length];
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] < 0x80)
                bytes[i] = (byte)text[i];
            else if (!Bytes.TryGetValue(text[i], out bytes[i]))
                return text;
        }
        return System.Text.Unicode.Utf8.IsValid(bytes) ? Encoding.UTF8.GetString(bytes) : text;
    }

    /// <summary>What a byte from 0x80 to 0x9F is in windows-1252.</summary>
    public static char OfByte(char c1) => Windows.GetString([(byte)c1])[0];

    private static FrozenDictionary<char, byte> Table()
    {
        var table = new Dictionary<char, byte>();
        for (var b = 0x80; b <= 0xFF; b++)
        {
            table[Windows.GetString([(byte)b])[0]] = (byte)b;
            table.TryAdd((char)b, (byte)b);
        }
        return table.ToFrozenDictionary();
    }
}
