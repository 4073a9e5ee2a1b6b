using System.Xml;
using CodeHollow.FeedReader;

namespace AlertBot.Feeds;

/// <summary>Reads a feed document: our front makes it safe to read, CodeHollow.FeedReader finds the entries in its dialect.</summary>
internal static class FeedDocument
{
    /// <summary>
    /// XDocument's time grows with the square of the depth and copying a deep tree overflows the stack, so depth is counted first.
    /// Real feeds nest some 20 deep.
    /// </summary>
    private const int MostNested = 256;

    /// <summary>The entries in the document's order. Throws <see cref="FeedFormatException"/> for what is no feed.</summary>
    public static IReadOnlyList<Entry> Read(byte[] bytes, string? httpCharset, Feed feed, int mostEntries)
    {
        var text = FeedText.Decode(bytes, httpCharset);
        if (!text.StartsWith('{'))
            CheckDepth(text);
        var document = Parse(text);
        var entries = document.Items.Take(mostEntries).Select(item => FeedEntry.Read(item, feed)).OfType<Entry>().ToList();
        return TellTwinsApart(entries);
    }

    private static void CheckDepth(string text)
    {
        var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore, XmlResolver = null, CheckCharacters = false };
        using var reader = XmlReader.Create(new StringReader(text), settings);
        try
        {
            while (reader.Read())
            {
                if (reader.Depth > MostNested)
                    throw new FeedFormatException($"nested more than {MostNested} deep");
            }
        }
        catch (XmlException e)
        {
            throw new FeedFormatException($"not well-formed: {e.Message}");
        }
    }

    private static CodeHollow.FeedReader.Feed Parse(string text)
    {
        try
        {
            return FeedReader.ReadFromString(text);
        }
#pragma warning disable CA1031 // The library throws whatever its parser ran into, NullReferenceException included; none of it may stop the poller.
        catch (Exception e)
#pragma warning restore CA1031
        {
            throw new FeedFormatException($"no feed: {e.Message}");
        }
    }

    /// <summary>Some sites give one guid to several entries; within one document, such entries are told apart by their titles.</summary>
    private static List<Entry> TellTwinsApart(List<Entry> entries)
    {
        var twins = entries.GroupBy(e => e.Identity, StringComparer.Ordinal).Where(same => same.Count() > 1).Select(same => same.Key).ToHashSet(StringComparer.Ordinal);
        return twins.Count == 0
            ? entries
            : [.. entries.Select(e => twins.Contains(e.Identity) ? e with { Identity = $"{e.Identity}#{EntryIdentity.Hash(e.Title)}" } : e).DistinctBy(e => e.Identity)];
    }
}
