using System.Xml.Linq;
using AlertBot.Feeds.Entries;
using AlertBot.Feeds.Parsing.Encodings;
using AlertBot.Feeds.Parsing.Text;
using AlertBot.Feeds.Parsing.Xml;
using AlertBot.Feeds.WebSub;
using CodeHollow.FeedReader.Feeds;

namespace AlertBot.Feeds.Parsing;

/// <summary>
/// Reads a feed document: our front makes a bounded, well-shaped tree of the bytes, CodeHollow.FeedReader finds channel
/// and entries in it, and the fields whose meaning it does not know are read from the entries' elements (ADR 007).
/// </summary>
internal static class FeedDocument
{
    /// <summary>
    /// The entries in the document's order. Throws <see cref="FeedFormatException"/> for what is no feed.
    /// </summary>
    public static IReadOnlyList<Entry> Parse(byte[] bytes, string? httpCharset, Feed feed, int mostEntries) =>
        Entries(Parse(bytes, httpCharset, mostEntries), feed);

    /// <summary>A document's entries as ours; those that say nothing are left out.</summary>
    public static IReadOnlyList<Entry> Entries(ParsedFeed document, Feed feed)
    {
        var names = OutletName.NamesOf(feed.Url, feed.Publisher, feed.Title, document.Title);
        var entries = document
            .Entries.Select(entry => EntryFactory.Create(entry, feed, names))
            .OfType<Entry>()
            .ToList();
        // Boilerplate is looked for last, and once: it takes longer than all the rest.
        return UndatedEntryDates.Bounded([
            .. RepeatedText
                .Dropped(SharedIdentityResolver.MakeDistinct(entries))
                .Select(e => e with { Boilerplate = Boilerplate.Find(e.Title, e.Summary, e.Body) }),
        ]);
    }

    /// <summary>
    /// The document as it stands. Throws <see cref="FeedFormatException"/> for what is no feed, and nothing else.
    /// </summary>
    public static ParsedFeed Parse(byte[] bytes, string? httpCharset, int mostEntries)
    {
        var text = FeedText.Decode(bytes, httpCharset);
        return text.Text switch
        {
            "" => throw new FeedFormatException("no feed: the document is empty"),
            ['{' or '[', ..] => ParseJson(text, mostEntries),
            ['<', ..] => ParseXml(text, mostEntries),
            _ => throw new FeedFormatException("no feed: neither XML nor JSON"),
        };
    }

    private static ParsedFeed ParseJson(FeedText text, int mostEntries)
    {
        var (dialect, title, entries, leftOut, hub) = JsonFeed.Parse(text.Text, mostEntries);
        return new ParsedFeed
        {
            Dialect = dialect,
            Title = title,
            Entries = entries,
            LeftOut = leftOut,
            HubLinks = hub,
            Charset = text.Charset,
            CharsetSource = text.Source,
            Repairs = text.Repairs,
        };
    }

    private static ParsedFeed ParseXml(FeedText text, int mostEntries)
    {
        var repairs = text.Repairs;
        var tree = FeedMarkup.Parse(text.Text, ref repairs);
        var (element, dialect) = FeedNormalizer.Normalize(tree, ref repairs);
        var channel = Map(element);
        var kept = NewestEntrySelector.Of(
            [.. channel.Items],
            item => FeedFields.Date(item.Element).Published,
            mostEntries
        );
        return new ParsedFeed
        {
            Dialect = dialect,
            Title = FeedFields.Title(element),
            Entries = [.. kept.Select(item => Entry(item.Element))],
            LeftOut = channel.Items.Count - kept.Count,
            HubLinks = HubOffer.InChannel(element),
            Charset = text.Charset,
            CharsetSource = text.Source,
            Repairs = repairs,
            Channel = channel,
        };
    }

    private static BaseFeed Map(XElement channel)
    {
        try
        {
            return channel.Name == "feed" ? new AtomFeed("", channel) : new Rss20Feed("", channel);
        }
        // The library throws whatever it ran into, NullReferenceException included; none of it may stop the poller.
#pragma warning disable CA1031
        catch (Exception e)
#pragma warning restore CA1031
        {
            throw new FeedFormatException($"no feed: {e.Message}");
        }
    }

    private static ParsedEntry Entry(XElement element)
    {
        var (published, words) = FeedFields.Date(element);
        return new ParsedEntry
        {
            Id = FeedFields.Id(element),
            Title = FeedFields.Title(element),
            Link = FeedLinks.Choose(element),
            Published = published,
            DateWords = words,
            Source = FeedFields.Source(element),
            IsCut = element.Attribute(FeedVocabulary.Cut) is not null,
            Summary = FeedFields.Summary(element),
            Body = FeedFields.Body(element),
        };
    }
}
