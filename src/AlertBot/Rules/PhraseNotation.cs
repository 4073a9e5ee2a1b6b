using System.Globalization;
using AlertBot.Config;

namespace AlertBot.Rules;

/// <summary>
/// Reads the notation of words in rule files: <c>ceasefire</c>, <c>cessation of hostilities</c>, <c>وقف ~3 إطلاق النار</c> (up to three
/// words in between), <c>libya*</c> (a beginning), <c>exact:US</c> (these letters and no others).
/// </summary>
internal static class PhraseNotation
{
    private const string ExactMark = "exact:";
    private const int WidestGap = 20;
    private const int ShortestPrefix = 3;

    /// <summary>
    /// The phrases a notation stands for: one, or two where it has hyphens (cease-fire also as ceasefire). Empty, with the reason in
    /// <paramref name="problem"/>, when it cannot be read.
    /// </summary>
    public static IReadOnlyList<Phrase> Read(string notation, Language? language, out string? problem)
    {
        var exact = notation.StartsWith(ExactMark, StringComparison.Ordinal);
        var pieces = (exact ? notation[ExactMark.Length..] : notation).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var steps = new List<PhraseStep>();
        var joined = new List<PhraseStep>();
        var gap = 0;
        foreach (var piece in pieces)
        {
            if (piece[0] == '~' && !exact)
            {
                problem = ReadGap(piece, steps.Count, gap, out gap);
                if (problem is not null)
                    return [];
                continue;
            }
            problem = AddPiece(piece, exact, gap, steps, joined);
            if (problem is not null)
                return [];
            gap = 0;
        }
        problem = gap > 0 ? "a gap (~) must stand between two words"
            : steps.Count == 0 ? $"\"{notation}\" has no letters or digits, so nothing can match it"
            : null;
        if (problem is not null)
            return [];
        return joined.Count < steps.Count ? [new Phrase(notation, language, steps), new Phrase(notation, language, joined)] : [new Phrase(notation, language, steps)];
    }

    private static string? ReadGap(string piece, int stepsBefore, int gapBefore, out int gap)
    {
        gap = 0;
        if (stepsBefore == 0 || gapBefore > 0)
            return "a gap (~) must stand between two words";
        return int.TryParse(piece.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out gap) && gap is > 0 and <= WidestGap
            ? null
            : $"\"{piece}\" is no gap; write ~1 to ~{WidestGap} for up to that many words in between";
    }

    private static string? AddPiece(string piece, bool exact, int gap, List<PhraseStep> steps, List<PhraseStep> joined)
    {
        var prefix = !exact && piece.EndsWith('*');
        if (!exact && piece.TrimEnd('*').Contains('*', StringComparison.Ordinal))
            return $"\"{piece}\": * stands only at the end of a word, for any ending";
        var reader = new WordReader();
        reader.Read(prefix ? piece[..^1] : piece);
        for (var i = 0; i < reader.Count; i++)
        {
            var word = reader[i];
            var folded = reader.Folded(word).ToString();
            var isPrefix = prefix && i == reader.Count - 1;
            if (isPrefix && folded.Length < ShortestPrefix)
                return $"\"{piece}\" would match too much; write at least {ShortestPrefix} letters before *";
            var step = exact
                ? new PhraseStep(folded, StepKind.Exact, piece[word.Start..word.End], i == 0 ? gap : 0)
                : new PhraseStep(ArabicProclitics.WithoutArticle(folded), isPrefix ? StepKind.Prefix : StepKind.Forms, null, i == 0 ? gap : 0);
            steps.Add(step);
            if (i > 0 && word.Before == Boundary.Hyphen && !exact)
                joined[^1] = step with { Folded = joined[^1].Folded + folded, Gap = joined[^1].Gap };
            else
                joined.Add(step);
        }
        return null;
    }
}
