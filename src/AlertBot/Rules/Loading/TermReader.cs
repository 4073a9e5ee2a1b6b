using System.Globalization;
using AlertBot.Configuration;
using AlertBot.Rules.Matching;
using AlertBot.Rules.Words;
using AlertBot.Rules.Words.English;

namespace AlertBot.Rules.Loading;

/// <summary>
/// Reads the notation of words and phrases: <c>وقف ~3 النار</c>, <c>truc*</c>, <c>exact:US</c>, <c>name:Sirte</c>.
/// </summary>
internal sealed class TermReader(DiagnosticBag diagnostics)
{
    private const int WidestGap = 20;
    private const int ShortestPrefix = 2;

    /// <summary>Of a word or phrase, in characters.</summary>
    private const int LongestTerm = 300;

    private const int MostWords = 24;

    /// <summary>Each multiplies the places a phrase may end at.</summary>
    private const int MostGaps = 4;

    /// <summary>The term in each of its spellings, or nothing when its notation is at fault.</summary>
    public IReadOnlyList<Term> Parse(Located<string> written, Languages languages)
    {
        if (written.Value.Length > LongestTerm)
        {
            diagnostics.Add(
                written.Place,
                $"a word or phrase of {written.Value.Length} characters; {LongestTerm} at most"
            );
            return [];
        }
        if (NotOurs(written.Value) is { } misread)
            diagnostics.Add(written.Place, misread);
        var kind = TermMarks.KindOf(written.Value);
        var spelling = new TermSpelling(kind, languages);
        var problem = ParseMarks(TermMarks.WithoutFirst(written.Value), spelling);
        if (problem is null)
            return spelling.Terms(written.Value);
        diagnostics.Add(written.Place, problem);
        return [];
    }

    /// <summary>What means something elsewhere, and would pass for letters or for nothing here.</summary>
    private static string? NotOurs(string text)
    {
        if (TermMarks.Miswritten(text) is { } mark)
            return $"\"{text}\": write {mark} in small letters";
        if (text.AsSpan().ContainsAny('،', '؛'))
            return $"\"{text}\" is read as one phrase; words of a list are parted by the comma of Latin script: ,";
        if (text.Contains('|', StringComparison.Ordinal) || text.Contains(" OR ", StringComparison.Ordinal))
            return $"\"{text}\": \"or\" has no meaning inside a word; write two words";
        return text.AsSpan().IndexOf('~') is var tilde and > 0 && text[tilde - 1] != ' '
            ? $"\"{text}\": a gap stands by itself, with a space on either side"
            : null;
    }

    private static string? ParseMarks(string text, TermSpelling spelling)
    {
        var gap = 0;
        var stretch = new Stretch("", []);
        var pieces = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (pieces.Length > MostWords)
            return $"a phrase of {pieces.Length} words; {MostWords} at most";
        if (pieces.Count(piece => piece.StartsWith('~')) > MostGaps)
            return $"\"{text}\": more than {MostGaps} gaps; write near: for words that stand apart";
        foreach (var piece in pieces)
        {
            if (!piece.StartsWith('~'))
            {
                if (piece.StartsWith(TermMarks.Exact, StringComparison.Ordinal))
                    return $"\"{text}\": {TermMarks.Exact} stands at the beginning, for the whole phrase";
                stretch = stretch.With(piece);
                continue;
            }
            if (stretch.Text.Length == 0)
                return $"\"{text}\": a gap stands between two words";
            if (ReadStretch(stretch, gap, spelling) is { } problem)
                return problem;
            if (
                !int.TryParse(piece.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out gap)
                || gap is < 1 or > WidestGap
            )
                return $"\"{piece}\" is no gap; write ~1 to ~{WidestGap}, the most words in between";
            stretch = new Stretch("", []);
        }
        return gap > 0 && stretch.Text.Length == 0
            ? $"\"{text}\": a gap stands between two words"
            : ReadStretch(stretch, gap, spelling);
    }

    /// <summary>
    /// Reads words without a gap between them; the first stands at most <paramref name="gap"/> words after those
    /// before.
    /// </summary>
    private static string? ReadStretch(Stretch stretch, int gap, TermSpelling spelling)
    {
        var words = new WordList();
        var text = stretch.Text;
        if (spelling.TakesEnglish && stretch.Names.Count == 0)
            text = EnglishSpelling.WithHyphens(text);
        words.AddText(text);
        if (words.Count == 0)
            return $"\"{text.Trim()}\" has no letter or digit, so it can never be found";
        var stars = 0;
        for (var i = 0; i < words.Count; i++)
        {
            var isPrefix = words[i].End < text.Length && text[words[i].End] == '*' && text[words[i].End + 1] == ' ';
            stars += isPrefix ? 1 : 0;
            var kind = stretch.IsName(words[i].Start) ? WordKind.Name : spelling.Kind;
            if (isPrefix && kind != WordKind.Inflected)
                return $"{(kind == WordKind.Name ? TermMarks.Name : TermMarks.Exact)} and * do not go together";
            if (isPrefix && words[i].LetterCount < ShortestPrefix)
                return $"\"*\" needs at least {ShortestPrefix} letters before it";
            spelling.Add(words, i, text, isPrefix ? WordKind.Prefix : kind, i == 0 ? gap : 0);
        }
        return text.Count(c => c == '*') == stars ? null : "\"*\" stands at the end of a word, as in truc*";
    }

    /// <summary>Words that follow one another, each with a space behind it.</summary>
    /// <param name="Text">Without marks.</param>
    /// <param name="Names">Where the pieces stand that are marked as names.</param>
    private sealed record Stretch(string Text, IReadOnlyList<Range> Names)
    {
        public Stretch With(string piece)
        {
            var bare = TermMarks.WithoutFirst(piece);
            var names = bare.Length == piece.Length ? Names : [.. Names, Text.Length..(Text.Length + bare.Length)];
            return new Stretch($"{Text}{bare} ", names);
        }

        public bool IsName(int at) => Names.Any(name => at >= name.Start.Value && at < name.End.Value);
    }
}
