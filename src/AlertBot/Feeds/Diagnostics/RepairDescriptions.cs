using AlertBot.Feeds.Parsing;

namespace AlertBot.Feeds.Diagnostics;

/// <summary>What was put right in a document, in words its publisher understands.</summary>
internal static class RepairDescriptions
{
    private static readonly (FeedRepairs Repair, string Words)[] All =
    [
        (FeedRepairs.JunkBefore, "text before the document"),
        (FeedRepairs.NamedReferences, "references that XML does not know, such as &nbsp;"),
        (FeedRepairs.BareAmpersands, "ampersands not written as &amp;"),
        (FeedRepairs.UndeclaredPrefixes, "prefixes without a namespace"),
        (FeedRepairs.MismatchedTags, "tags left open, closed twice or crossed"),
        (FeedRepairs.Truncated, "the document ends in the middle"),
        (FeedRepairs.Syntax, "tags or attributes that are no XML"),
        (FeedRepairs.Structure, "entries outside the channel, or a wrong root"),
    ];

    public static string Describe(FeedRepairs repairs) =>
        string.Join("; ", All.Where(r => repairs.HasFlag(r.Repair)).Select(r => r.Words));
}
