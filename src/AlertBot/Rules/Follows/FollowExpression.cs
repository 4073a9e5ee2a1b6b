using System.Security.Cryptography;
using System.Text;
using AlertBot.Configuration;
using AlertBot.Rules.Loading;
using AlertBot.Rules.Words;

namespace AlertBot.Rules.Follows;

/// <summary>Why a text cannot be followed.</summary>
internal enum FollowFault
{
    /// <summary>Nothing in it is to be looked for: it is empty, or says only what to leave out.</summary>
    NothingWanted,

    /// <summary>More than <see cref="FollowExpression.LongestText"/> characters.</summary>
    TooLong,

    /// <summary>More than <see cref="FollowExpression.MostParts"/> words and phrases.</summary>
    TooMany,

    /// <summary>Words of which any would do: one is followed at a time.</summary>
    Alternatives,

    /// <summary>A piece that can never be found: no letters, or a notation of rule files that is at fault.</summary>
    Unreadable,
}

/// <summary>
/// Words of a chat's own that it is to be alerted of: words and "phrases" that stand near each other in a text, and
/// -words that must not stand in it. Capitals make no difference but in short words of capitals only: US is not us.
/// </summary>
internal sealed class FollowExpression
{
    public const int LongestText = 120;
    public const int MostParts = 6;

    /// <summary>What ends a sentence that somebody typed, and says nothing of what to look for.</summary>
    private static readonly char[] Ends = ['?', '؟', '!', '…', ' '];

    private const string RulePrefix = "follow:";
    private const int ShortestWord = 2;
    private const int LongestAbbreviation = 4;

    private FollowExpression(IReadOnlyList<string> wanted, IReadOnlyList<string> unwanted)
    {
        (Wanted, Unwanted) = (wanted, unwanted);
        Text = string.Join(' ', wanted.Select(Written).Concat(unwanted.Select(part => $"-{Written(part)}")));
        var same = string.Join(' ', Text.Split(' ').Select(Folded));
        RuleId = RulePrefix + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(same)))[..16];
    }

    /// <summary>Words and phrases, without quotes; at least one.</summary>
    public IReadOnlyList<string> Wanted { get; }

    public IReadOnlyList<string> Unwanted { get; }

    /// <summary>As one would type it; reading that gives an equal one.</summary>
    public string Text { get; }

    /// <summary>
    /// The id under which matches are stored: the same for all chats that follow the same words, and says nothing of
    /// them.
    /// </summary>
    public string RuleId { get; }

    /// <summary>Whether a rule's id is that of words which a chat follows.</summary>
    public static bool IsRuleId(string id) => id.StartsWith(RulePrefix, StringComparison.Ordinal);

    /// <summary>Reads what somebody typed; false, with the reason, where nothing can be followed by it.</summary>
    public static bool TryParse(string written, out FollowExpression expression, out FollowFault fault)
    {
        expression = null!;
        var (wanted, unwanted) = (new List<string>(), new List<string>());
        if (written.Length > LongestText)
        {
            fault = FollowFault.TooLong;
            return false;
        }
        if (written.Contains('|', StringComparison.Ordinal) && written.Any(char.IsLetterOrDigit))
        {
            fault = FollowFault.Alternatives;
            return false;
        }
        foreach (var (part, isUnwanted) in PartsOf(WithOneKindOfMarks(written)))
        {
            if (!IsReadable(part))
            {
                fault = FollowFault.Unreadable;
                return false;
            }
            var parts = isUnwanted ? unwanted : wanted;
            if (!parts.Contains(part, StringComparer.OrdinalIgnoreCase))
                parts.Add(part);
        }
        fault = wanted.Count + unwanted.Count > MostParts ? FollowFault.TooMany : FollowFault.NothingWanted;
        if (wanted.Count == 0 || wanted.Count + unwanted.Count > MostParts)
            return false;
        wanted.Sort(StringComparer.OrdinalIgnoreCase);
        unwanted.Sort(StringComparer.OrdinalIgnoreCase);
        expression = new FollowExpression(wanted, unwanted);
        return true;
    }

    /// <summary>Whether it asks for the same.</summary>
    public bool IsSameAs(FollowExpression other) => other.RuleId == RuleId;

    public override string ToString() => Text;

    /// <summary>Whether a piece is an abbreviation, looked for letter for letter.</summary>
    public static bool IsAbbreviation(string part) =>
        part.Length is >= ShortestWord and <= LongestAbbreviation && part.All(char.IsAsciiLetterUpper);

    /// <summary>One kind of quote, one kind of minus, blanks for what parts a list.</summary>
    private static string WithOneKindOfMarks(string written) =>
        string.Concat(
                written.Select(c =>
                    c switch
                    {
                        '“' or '”' or '„' or '«' or '»' or '‟' => '"',
                        '−' or '–' => '-',
                        ',' or '،' or ';' or '؛' or '|' => ' ',
                        _ when char.IsControl(c) || char.IsWhiteSpace(c) => ' ',
                        _ => c,
                    }
                )
            )
            .Normalize(NormalizationForm.FormC);

    private static IEnumerable<(string Part, bool IsUnwanted)> PartsOf(string text)
    {
        for (var at = 0; at < text.Length; )
        {
            if (text[at] == ' ')
            {
                at++;
                continue;
            }
            var isUnwanted = text[at] == '-' && at + 1 < text.Length && text[at + 1] != ' ';
            at += isUnwanted ? 1 : 0;
            var isPhrase = text[at] == '"';
            at += isPhrase ? 1 : 0;
            var end = text.IndexOf(isPhrase ? '"' : ' ', at);
            end = end < 0 ? text.Length : end;
            // Of a phrase: blanks between its words count as one.
            var part = string.Join(' ', text[at..end].Split(' ', StringSplitOptions.RemoveEmptyEntries)).TrimEnd(Ends);
            if (part.Length > 0)
                yield return (part, isUnwanted);
            at = end + 1;
        }
    }

    /// <summary>Whether it can be found in a text; of the notation of rule files only truc* has a place here.</summary>
    private static bool IsReadable(string part)
    {
        if (part.AsSpan().ContainsAny(['~', ':', '"', '?', '؟']))
            return false;
        var diagnostics = new DiagnosticBag();
        var terms = new TermReader(diagnostics).Parse(new Located<string>(part, default), Languages.All);
        return !diagnostics.Any && terms.Count > 0 && part.Count(char.IsLetterOrDigit) >= ShortestWord;
    }

    /// <summary>A word as it is compared with others; quotes and minus stay.</summary>
    private static string Folded(string word) => IsAbbreviation(word.Trim('"', '-')) ? word : word.ToLowerInvariant();

    private static string Written(string part) => part.Contains(' ', StringComparison.Ordinal) ? $"\"{part}\"" : part;
}
