using System.Text;

namespace AlertBot.Training.Feeds;

/// <summary>
/// Damages documents the ways networks, templates and attackers do: in bytes, in tokens, and by repeating something
/// very often.
/// </summary>
internal static class FeedMutation
{
    /// <summary>
    /// Longer inputs only make the run longer; the parser is held to its limits by tests of their own.
    /// </summary>
    private const int LongestInput = 400_000;

    /// <summary>What means something to one of the readers, whole, halved or malformed.</summary>
    public static IReadOnlyList<byte[]> Tokens { get; } =
    [
        .. new[]
        {
            "<",
            ">",
            "&",
            ";",
            "\"",
            "'",
            "/",
            "=",
            ":",
            "\0",
            "<item>",
            "</item>",
            "<entry>",
            "</entry>",
            "<title>",
            "</title>",
            "<link/>",
            "<channel>",
            "</channel>",
            "</rss>",
            "<rss version=\"2.0\">",
            "<feed xmlns=\"http://www.w3.org/2005/Atom\">",
            "<rdf:RDF>",
            "<b>",
            "</b>",
            "<p>",
            "<x:y ",
            "<a b=\"",
            "<a b='c",
            " xmlns:x=\"",
            " xmlns=\"\"",
            " xml:base=\"../..//\"",
            " type=\"xhtml\"",
            " mode=\"base64\"",
            "<![CDATA[",
            "]]>",
            "<!--",
            "-->",
            "<?xml version=\"1.0\" encoding=\"utf-16\"?>",
            "<?php ",
            "?>",
            "<!DOCTYPE x [",
            "<!ENTITY a \"&a;&a;\">",
            "]>",
            "&a;",
            "&nbsp;",
            "&#0;",
            "&#x110000;",
            "&#xD800;",
            "&#150;",
            "&amp;amp;",
            "&notanentity",
            "<pubDate>",
            "<pubDate>١٥ يناير ٢٠٢٦</pubDate>",
            "<guid isPermaLink=\"false\">",
            "<description>",
            "<content type=\"html\">",
            "<script>",
            "<svg>",
            "<table><tr><td>",
            "<select><option>",
            "{",
            "}",
            "[",
            "]",
            "\"items\":[",
            "{\"version\":\"https://jsonfeed.org/version/1\",\"items\":[",
            "\\ud800",
            "//",
            "/*",
            "\u202E",
            "\uFEFF",
            "\uFFFF",
            "é",
            "Ã©",
            "هدنة",
            "👍",
            "1768467600",
            "99999999999999999999",
            ". ",
            "...",
            " | ab",
            "   –   ab",
            "-",
            "\n",
            "[…]",
            "Read more: ",
            "The post ",
            "24:00:00",
            "http://[::1",
            "http://x/%%%",
            "javascript:alert(1)",
        }.Select(Encoding.UTF8.GetBytes),
        [0xEF, 0xBB, 0xBF],
        [0xFF, 0xFE],
        [0xFE, 0xFF],
        [0x1B, (byte)'$', (byte)'B'],
        [0xC3],
        [0xED, 0xA0, 0x80],
        [0x80, 0x80, 0x80],
        [0x4C, 0x6F, 0xA7, 0x94],
    ];

#pragma warning disable CA5394 // The damage is to be repeatable, not secret.
    public static byte[] Of(byte[] document, IReadOnlyList<byte[]> corpus, Random random)
    {
        var bytes = new List<byte>(document);
        for (var changes = 1 + random.Next(8); changes > 0; changes--)
            Change(bytes, corpus, random);
        if (bytes.Count > LongestInput)
            bytes.RemoveRange(LongestInput, bytes.Count - LongestInput);
        return [.. bytes];
    }

    private static void Change(List<byte> bytes, IReadOnlyList<byte[]> corpus, Random random)
    {
        var at = random.Next(bytes.Count + 1);
        switch (random.Next(12))
        {
            case 0 or 1 when at < bytes.Count:
                bytes[at] = (byte)random.Next(256);
                break;
            case 2 when at < bytes.Count:
                bytes[at] ^= (byte)(1 << random.Next(8));
                break;
            case 3 when at < bytes.Count:
                bytes.RemoveRange(at, Math.Min(bytes.Count - at, 1 + random.Next(200)));
                break;
            case 4:
                // Cut, as a broken connection does.
                bytes.RemoveRange(at, bytes.Count - at);
                break;
            case 5:
                bytes.InsertRange(
                    random.Next(bytes.Count + 1),
                    bytes.GetRange(at, Math.Min(bytes.Count - at, random.Next(500)))
                );
                break;
            case 6:
                var other = corpus[random.Next(corpus.Count)];
                var from = random.Next(other.Length + 1);
                bytes.InsertRange(at, other.AsSpan(from, Math.Min(other.Length - from, random.Next(2000))).ToArray());
                break;
            case 7 when random.Next(20) == 0:
                Repeat(bytes, at, random);
                break;
            case 8:
                RemoveTag(bytes, at);
                break;
            default:
                bytes.InsertRange(at, Tokens[random.Next(Tokens.Count)]);
                break;
        }
    }

    /// <summary>What costs more than its length shows when there is much of it.</summary>
    private static void Repeat(List<byte> bytes, int at, Random random)
    {
        var unit = Tokens[random.Next(Tokens.Count)]
            .Concat(random.Next(2) == 0 ? Tokens[random.Next(Tokens.Count)] : [])
            .ToArray();
        var times = Math.Min(1 << random.Next(4, 16), LongestInput / Math.Max(1, unit.Length));
        bytes.InsertRange(at, Enumerable.Repeat(unit, times).SelectMany(b => b).ToArray());
    }

    private static void RemoveTag(List<byte> bytes, int at)
    {
        var start = bytes.IndexOf((byte)'<', Math.Min(at, bytes.Count));
        var end = start < 0 ? -1 : bytes.IndexOf((byte)'>', start);
        if (end >= 0)
            bytes.RemoveRange(start, end - start + 1);
    }
#pragma warning restore CA5394
}
