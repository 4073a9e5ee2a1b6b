using System.Collections.Frozen;
using System.Xml.Linq;

namespace AlertBot.Feeds.Parsing.Xml;

/// <summary>What may stand in what, as far as damaged documents make us ask.</summary>
internal static class LenientNesting
{
    private static readonly FrozenSet<XName> Roots = Names("rss feed").Append(FeedVocabulary.Rdf + "RDF").ToFrozenSet();

    private static readonly FrozenSet<XName> Entries = Names("item entry");

    /// <summary>An end tag inside one of these never closes what is around it.</summary>
    private static readonly FrozenSet<XName> Containers = Roots.Concat(Entries).Concat(Names("channel")).ToFrozenSet();

    /// <summary>Fields that hold one line of text and nothing else.</summary>
    private static readonly FrozenSet<XName> Lines = Names(
            "title link guid id pubDate published issued updated modified created lastBuildDate comments "
                + "ttl language docs"
        )
        .Append(FeedVocabulary.Dc + "date")
        .Append(FeedVocabulary.Dc + "creator")
        .ToFrozenSet();

    /// <summary>Fields that hold text in which HTML may stand bare.</summary>
    private static readonly FrozenSet<XName> Texts = Names("description summary content subtitle")
        .Append(FeedVocabulary.Content + "encoded")
        .ToFrozenSet();

    /// <summary>Fields whose names are not HTML's, so that one of them cannot be part of a text.</summary>
    private static readonly FrozenSet<XName> Unmistakable = Names(
            "guid pubDate published issued updated modified created lastBuildDate enclosure comments "
                + "managingEditor webMaster"
        )
        .Append(FeedVocabulary.Dc + "date")
        .Append(FeedVocabulary.Dc + "creator")
        .Append(FeedVocabulary.Content + "encoded")
        .ToFrozenSet();

    private static readonly FrozenSet<XName> Void = "br hr img input meta col wbr embed param"
        .Split(' ')
        .Select(name => FeedVocabulary.Html + name)
        .ToFrozenSet();

    private static readonly FrozenSet<XName> Repeating = "p li dt dd tr td th option"
        .Split(' ')
        .Select(name => FeedVocabulary.Html + name)
        .ToFrozenSet();

    public static bool IsVoid(XName name) => Void.Contains(name);

    public static bool IsEntry(XName name) => Entries.Contains(name);

    /// <summary>How many of the open elements stay open when an element of that name begins.</summary>
    public static int LevelFor(XName name, List<OpenElement> open)
    {
        if (open.Count == 0)
            return 0;
        if (Roots.Contains(name))
            return open.Exists(o => Roots.Contains(o.Name)) ? open.Count : 0;
        var top = open[^1].Name;
        if (Entries.Contains(name))
            return LevelForEntry(open);
        if (Repeating.Contains(name) && top == name)
            return open.Count - 1;
        if (Lines.Contains(top) && (Lines.Contains(name) || Texts.Contains(name) || Unmistakable.Contains(name)))
            return open.Count - 1;
        return Unmistakable.Contains(name) ? LevelAfterText(open) : open.Count;
    }

    /// <summary>The level of what an end tag closes; -1 when it closes nothing.</summary>
    public static int LevelOfEnd(string written, List<OpenElement> open)
    {
        for (var i = open.Count - 1; i >= 0; i--)
        {
            if (open[i].Written.Equals(written, StringComparison.OrdinalIgnoreCase))
                return i;
            if (Containers.Contains(open[i].Name) && !IsContainer(written))
                return -1;
        }
        return -1;
    }

    private static bool IsContainer(string written)
    {
        var (prefix, local) = MarkupTag.Split(written);
        return Containers.Contains(FeedVocabulary.Element(prefix, local, null));
    }

    /// <summary>Entries do not stand in entries: one left open ends where the next begins.</summary>
    private static int LevelForEntry(List<OpenElement> open)
    {
        var last = open.FindLastIndex(o => Entries.Contains(o.Name));
        return last >= 0 ? last : AfterContainer(open);
    }

    /// <summary>
    /// A text left open ends where a field begins, if between it and the entry stand only texts and HTML.
    /// </summary>
    private static int LevelAfterText(List<OpenElement> open)
    {
        var page = AfterContainer(open);
        return page < open.Count && (Texts.Contains(open[page].Name) || Lines.Contains(open[page].Name))
            ? page
            : open.Count;
    }

    /// <summary>The level right below the innermost entry, channel or root.</summary>
    public static int AfterContainer(List<OpenElement> open) =>
        open.FindLastIndex(o => Containers.Contains(o.Name)) + 1;

    private static FrozenSet<XName> Names(string names) => names.Split(' ').Select(name => (XName)name).ToFrozenSet();
}
