using System.Text.RegularExpressions;
using AlertBot.Runtime;

namespace AlertBot.Feeds.Parsing.Text;

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
        if (headline.Length == 0 || text.Length == 0)
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
            + @"fusion_\w+|su_\w+|contact-form[\w-]*|newsletter\w*|sc\w*)(?:[ =][^\]\n]{0,300})?/?\]",
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
