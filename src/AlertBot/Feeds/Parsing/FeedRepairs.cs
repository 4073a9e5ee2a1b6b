namespace AlertBot.Feeds.Parsing;

/// <summary>What was wrong with a document and was put right, or read around.</summary>
[Flags]
internal enum FeedRepairs
{
    None = 0,

    /// <summary>Text before the document.</summary>
    JunkBefore = 1 << 0,

    /// <summary>A named character reference that XML does not know, such as &amp;nbsp;.</summary>
    NamedReferences = 1 << 1,

    /// <summary>An ampersand that begins no reference.</summary>
    BareAmpersands = 1 << 2,

    /// <summary>A prefix without a namespace.</summary>
    UndeclaredPrefixes = 1 << 3,

    /// <summary>Tags that do not match: left open, closed twice, or crossed.</summary>
    MismatchedTags = 1 << 4,

    /// <summary>
    /// The document ends before its elements do. What was not listed may still be there at the next poll.
    /// </summary>
    Truncated = 1 << 5,

    /// <summary>
    /// Anything else that a strict reader of XML refuses: a second declaration, a tag or an attribute it cannot read.
    /// </summary>
    Syntax = 1 << 6,

    /// <summary>Entries outside the channel, or a root of another name.</summary>
    Structure = 1 << 7,
}
