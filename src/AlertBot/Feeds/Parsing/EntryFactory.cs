using System.Text.RegularExpressions;
using AlertBot.Feeds.Entries;
using AlertBot.Feeds.Parsing.Text;
using AlertBot.Runtime;

namespace AlertBot.Feeds.Parsing;

/// <summary>Makes an <see cref="Entry"/> of what a document says, all but its boilerplate.</summary>
internal static class EntryFactory
{
    /// <summary>
    /// Null for one that says nothing (no title, no text) and for one cut short: without its guid it would come back as
    /// another.
    /// </summary>
    /// <param name="parsed">As the document has it.</param>
    /// <param name="feed">The feed, at the address where the document was found.</param>
    /// <param name="names">What the outlet is called, as <see cref="OutletName.NamesOf"/> gives it.</param>
    public static Entry? Create(ParsedEntry parsed, Feed feed, IReadOnlyCollection<string> names)
    {
        CpuBudget.Check();
        var said = parsed.Title.Length > 0 ? parsed.Title : $"{parsed.Summary}\n{parsed.Body}".Trim();
        if (parsed.IsCut || said.Length == 0)
            return null;
        if (parsed.Source is { } source)
            names = [.. names, OutletName.Letters(source)];
        var (summary, body) = (
            EntryText.Clean(ParsingLimits.Beginning(parsed.Summary)),
            EntryText.Clean(ParsingLimits.Beginning(parsed.Body))
        );
        var written = Headline.Choose(parsed.Title, summary, body);
        var title = OutletName.Without(written, names);
        summary = EntryText.WithoutHeadline(summary, title, written, names);
        body = EntryText.WithoutHeadline(body, title, written, names);
        if (body == summary)
            body = "";
        var link = Absolute(parsed.Link, feed.Url);
        return new Entry
        {
            Identity = EntryIdentity.Compute(parsed.Id, link, said, parsed.Published),
            Title = title,
            Summary = summary,
            Body = body,
            Language = LanguageDetection.Detect(title, summary, body, feed.Language),
            Link = link,
            Published = parsed.Published,
        };
    }

    private static Uri? Absolute(string? link, Uri above) =>
        !string.IsNullOrWhiteSpace(link)
        && Uri.TryCreate(above, WithScheme(link.Trim(), above), out var uri)
        && (uri.Scheme is "http" or "https")
            ? uri
            : null;

    /// <summary>"www.desk.example/1", or the feed's own host, begins an address whose scheme was forgotten.</summary>
    private static string WithScheme(string link, Uri above)
    {
        var host = link.AsSpan(
            0,
            link.IndexOf('/', StringComparison.Ordinal) is > 0 and var slash ? slash : link.Length
        );
        return
            host.StartsWith("www.", StringComparison.OrdinalIgnoreCase)
            || host.Equals(above.Host, StringComparison.OrdinalIgnoreCase)
            || (
                above.Host.StartsWith("www.", StringComparison.OrdinalIgnoreCase)
                && host.Equals(above.Host.AsSpan(4), StringComparison.OrdinalIgnoreCase)
            )
            ? $"{above.Scheme}://{link}"
            : link;
    }
}

/// <summary>Takes out of an entry's texts what is no text of it: codes of its system, and its own headline.</summary>
internal static partial class EntryText
{
    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.IgnoreCase;

    /// <summary>What is taken out, and what comes in its place, in this order.</summary>
    private static readonly (Regex Mark, string InPlace)[] Marks =
    [
        (Codes(), " "),
        (Images(), " "),
        (Links(), "$1"),
        (Strong(), "$2"),
        (Headings(), ""),
    ];

    /// <summary>
    /// The text without codes that a system would have replaced (<c>[ad_1]</c>, <c>[caption …]</c>), and with what
    /// Markdown marks but without its marks. A text without any comes back as it is.
    /// </summary>
    public static string Clean(string text)
    {
        CpuBudget.Check();
        if (!text.AsSpan().ContainsAny("[*#_"))
            return text;
        var clean = text;
        foreach (var (mark, inPlace) in Marks)
        {
            CpuBudget.Check();
            clean = mark.Replace(clean, inPlace);
        }
        return clean.Length == text.Length ? text : Runs().Replace(clean, " ").Trim();
    }

    /// <summary>
    /// The text without the headline it begins with, where that stands by itself: on a line of its own or as a
    /// sentence, with an outlet's name after it or none. "" where nothing else is said.
    /// </summary>
    /// <param name="text">A summary or body.</param>
    /// <param name="headline">As it is shown.</param>
    /// <param name="written">As the feed has it, an outlet's name included.</param>
    /// <param name="names">What the outlet is called, as <see cref="OutletName.NamesOf"/> gives it.</param>
    public static string WithoutHeadline(
        string text,
        string headline,
        string written,
        IReadOnlyCollection<string> names
    )
    {
        if (headline.Length == 0 || text.Length == 0 || !BeginAlike(text, headline))
            return text;
        var (brief, full) = (OutletName.Letters(headline), OutletName.Letters(written));
        if (brief.Length == 0)
            return text;
        string[] alike = [brief, full, .. names.Select(name => brief + name)];
        // Of a long text no more letters are read than it takes to see that it says more.
        if (alike.Contains(OutletName.FirstLetters(text, alike.Max(words => words.Length) + 1), StringComparer.Ordinal))
            return "";
        foreach (var beginning in written == headline ? [headline] : new[] { written, headline })
        {
            if (After(text, beginning) is { } rest)
                return rest;
        }
        return text;
    }

    /// <summary>
    /// Whether the first letter or digit of both is one: most texts begin otherwise, and are looked at no further.
    /// </summary>
    private static bool BeginAlike(string text, string headline)
    {
        var (one, other) = (FirstLetter(text), FirstLetter(headline));
        return char.ToLowerInvariant(one) == char.ToLowerInvariant(other)
            || char.ToUpperInvariant(one) == char.ToUpperInvariant(other);
    }

    private static char FirstLetter(string text)
    {
        foreach (var c in text)
        {
            if (char.IsLetterOrDigit(c))
                return c;
        }
        return '\0';
    }

    /// <summary>What follows the headline; null where the text goes on with it in one sentence.</summary>
    private static string? After(string text, string headline)
    {
        if (!text.StartsWith(headline, StringComparison.OrdinalIgnoreCase))
            return null;
        var rest = text.AsSpan(headline.Length);
        var isEnded = headline[^1] is '.' or '!' or '?' or '؟' or '…';
        return
            rest.IsEmpty
            || rest[0] is '\n' or '.' or '!' or '?' or '؟' or '…' or '|'
            || rest.StartsWith("  ", StringComparison.Ordinal)
            || rest.StartsWith(" - ", StringComparison.Ordinal)
            || rest.StartsWith(" – ", StringComparison.Ordinal)
            || rest.StartsWith(" — ", StringComparison.Ordinal)
            || (isEnded && rest[0] == ' ')
            ? rest.TrimStart("\n.!?؟…|-–— \t\u00A0").ToString()
            : null;
    }

    [GeneratedRegex(
        @"\[/?(?:ad_\d+|ads?|adrotate|caption|gallery|embed|audio|video|playlist|more|toc|vc_\w+|et_pb_\w+|"
            + @"fusion_\w+|su_\w+|contact-form[\w-]*|newsletter\w*|sc\w*)(?>[ =][^\[\]\n]{0,300})?/?\]",
        Options
    )]
    private static partial Regex Codes();

    [GeneratedRegex(@"!\[[^\]\n]{0,300}\]\([^)\s]{1,500}\)", Options)]
    private static partial Regex Images();

    [GeneratedRegex(@"\[([^\]\n]{1,300})\]\((?:https?://|/)[^)\s]{0,500}(?: ""[^""\n]{0,200}"")?\)", Options)]
    private static partial Regex Links();

    [GeneratedRegex(@"(\*\*|__)(?=\S)([^*_\n]{1,500}?)(?<=\S)\1", Options)]
    private static partial Regex Strong();

    [GeneratedRegex(@"(?<=^|\n)#{1,6} +", Options)]
    private static partial Regex Headings();

    [GeneratedRegex(@"[ \t]{2,}", Options)]
    private static partial Regex Runs();
}
