using System.Globalization;
using System.Text;

namespace AlertBot.Localization;

/// <summary>
/// A line of two directions as it is drawn: what shapes letters draws one direction at a time. The order is that of the
/// Unicode bidirectional algorithm (UAX 9) for letters, figures and what stands between them; marks that set a
/// direction, which <see cref="SafeText"/> takes out of what comes from outside, are left out.
/// </summary>
internal static class TextRuns
{
    /// <summary>Signs that open on the side where reading begins, each with the other of its pair.</summary>
    private const string Pairs = "()[]{}<>«»‹›";

    private enum Kind
    {
        LeftToRight,
        RightToLeft,
        Number,
        Neutral,
    }

    /// <summary>Pieces of one direction each, from left to right.</summary>
    /// <param name="text">One line.</param>
    /// <param name="isRightToLeft">The direction of the line.</param>
    public static IReadOnlyList<string> InVisualOrder(string text, bool isRightToLeft)
    {
        var runes = text.EnumerateRunes().Where(rune => !IsMark(rune)).ToList();
        var levels = Levels(Kinds(runes), isRightToLeft ? 1 : 0);
        var runs = new List<(StringBuilder Text, int Level)>();
        for (var i = 0; i < runes.Count; i++)
        {
            if (runs.Count == 0 || runs[^1].Level != levels[i])
                runs.Add((new StringBuilder(), levels[i]));
            runs[^1].Text.Append(runes[i].ToString());
        }
        for (var level = runs.Select(run => run.Level).DefaultIfEmpty(0).Max(); level > 0; level--)
            Reverse(runs, level);
        return [.. runs.Select(run => run.Level % 2 == 1 ? Mirrored(run.Text.ToString()) : run.Text.ToString())];
    }

    /// <summary>Turns each stretch of runs of that level or deeper around.</summary>
    private static void Reverse(List<(StringBuilder Text, int Level)> runs, int level)
    {
        for (var start = 0; start < runs.Count; start++)
        {
            var end = start;
            while (end < runs.Count && runs[end].Level >= level)
                end++;
            runs.Reverse(start, end - start);
            start = Math.Max(start, end);
        }
    }

    /// <summary>Signs alone, which say nothing of their direction to what draws them, as seen from the right.</summary>
    private static string Mirrored(string run) =>
        run.EnumerateRunes().Any(rune => KindOf(rune, Kind.Neutral) != Kind.Neutral)
            ? run
            : string.Concat(
                run.Reverse().Select(sign => Pairs.IndexOf(sign) is >= 0 and var at ? Pairs[at ^ 1] : sign)
            );

    private static Kind[] Kinds(List<Rune> runes)
    {
        var kinds = new Kind[runes.Count];
        for (var i = 0; i < kinds.Length; i++)
            kinds[i] = KindOf(runes[i], i == 0 ? Kind.Neutral : kinds[i - 1]);
        // 3.5 and 12:30 are one number each.
        for (var i = 1; i < kinds.Length - 1; i++)
        {
            if (
                runes[i].Value is '.' or ',' or ':' or '/'
                && (kinds[i - 1], kinds[i + 1]) == (Kind.Number, Kind.Number)
            )
                kinds[i] = Kind.Number;
        }
        return kinds;
    }

    private static Kind KindOf(Rune rune, Kind before) =>
        Rune.GetUnicodeCategory(rune) switch
        {
            UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark => before,
            UnicodeCategory.DecimalDigitNumber => Kind.Number,
            _ when IsRightToLeft(rune) => Kind.RightToLeft,
            _ when Rune.IsLetter(rune) => Kind.LeftToRight,
            _ => Kind.Neutral,
        };

    /// <summary>Letters of Hebrew, Arabic and their neighbours.</summary>
    private static bool IsRightToLeft(Rune rune) =>
        Rune.IsLetter(rune)
        && rune.Value is (>= 0x0590 and <= 0x08FF) or (>= 0xFB1D and <= 0xFDFF) or (>= 0xFE70 and <= 0xFEFC);

    private static int[] Levels(Kind[] kinds, int line)
    {
        var levels = new int[kinds.Length];
        var outer = line == 1 ? Kind.RightToLeft : Kind.LeftToRight;
        // What a number and what stands between are read by: the last letter before.
        var letters = new Kind[kinds.Length];
        for (var i = 0; i < kinds.Length; i++)
            letters[i] =
                kinds[i] is Kind.LeftToRight or Kind.RightToLeft ? kinds[i]
                : i == 0 ? outer
                : letters[i - 1];
        for (var i = 0; i < kinds.Length; i++)
            levels[i] = kinds[i] switch
            {
                Kind.RightToLeft => 1,
                Kind.LeftToRight => line * 2,
                Kind.Number => letters[i] == Kind.RightToLeft ? 2 : line * 2,
                _ => Between(kinds, letters, i, outer) == Kind.RightToLeft ? 1 : line * 2,
            };
        return levels;
    }

    /// <summary>The direction of what stands between: that of both sides where they agree, else the line's.</summary>
    private static Kind Between(Kind[] kinds, Kind[] letters, int at, Kind outer)
    {
        var (before, after) = (at, at);
        while (before >= 0 && kinds[before] == Kind.Neutral)
            before--;
        while (after < kinds.Length && kinds[after] == Kind.Neutral)
            after++;
        var (left, right) = (Acts(kinds, letters, before, outer), Acts(kinds, letters, after, outer));
        return left == right ? left : outer;
    }

    /// <summary>Numbers act as the letters before them: after Arabic, from right to left.</summary>
    private static Kind Acts(Kind[] kinds, Kind[] letters, int at, Kind outer) =>
        at < 0 || at >= kinds.Length ? outer
        : kinds[at] == Kind.Number ? letters[at]
        : kinds[at];

    private static bool IsMark(Rune rune) =>
        rune.Value is 0x061C or 0x200E or 0x200F or (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069);
}
