using System.Text.RegularExpressions;
using AlertBot.Feeds;
using Match = AlertBot.Rules.Match;

namespace AlertBot.Alerts;

/// <summary>Two or three sentences of an entry, in its own words: where people act on an alert, nothing may be made up.</summary>
internal static partial class Summary
{
    /// <summary>UTF-16 units with blanks run together; what a phone shows without a tap.</summary>
    public const int Longest = 400;

    private const int MostSentences = 3;

    /// <summary>The sentences that tell most, in the text's order; empty when the entry has no text beyond its headline.</summary>
    public static string Of(Entry entry, IReadOnlyList<Match> matches)
    {
        var field = entry.Body.Length > 0 ? Field.Body : Field.Summary;
        var rated = Rate(entry, field, matches);
        if (rated.Count == 0 && field == Field.Body)
            rated = Rate(entry, field = Field.Summary, matches);
        if (rated.Count == 0)
            return "";
        var chosen = Choose(rated);
        var text = string.Join(' ', chosen.Select(s => s.Text));
        return text.Length <= Longest ? text : Channels.SafeText.Cut(text, Longest);
    }

    private sealed record Rated(int Place, string Text, double Worth);

    private static List<Rated> Rate(Entry entry, Field field, IReadOnlyList<Match> matches)
    {
        var text = entry[field];
        var rated = new List<Rated>();
        foreach (var sentence in Sentences.Of(text))
        {
            if (entry.Boilerplate.Any(b => b.Field == field && b.Start < sentence.Start + sentence.Length && sentence.Start < b.Start + b.Length))
                continue;
            var words = Blanks().Replace(text.Substring(sentence.Start, sentence.Length), " ");
            if (words.Length < 15 || words == entry.Title || IsHeading(words))
                continue;
            rated.Add(new Rated(rated.Count, words, Worth(words, sentence, rated.Count, field, matches)));
        }
        return rated;
    }

    /// <summary>A dateline or a cross-heading: a short line that no full stop ends.</summary>
    private static bool IsHeading(string words) => words.Length < 45 && words[^1] is not ('.' or '!' or '?' or '؟' or '…' or '"' or '”' or '»');

    /// <summary>The lead tells the event; figures, dates, names and the rules' own words are what a reader looks for in the rest.</summary>
    private static double Worth(string words, Sentence sentence, int place, Field field, IReadOnlyList<Match> matches)
    {
        var spans = matches.SelectMany(m => m.Spans).Where(s => s.Field == field && s.Start >= sentence.Start && s.Start < sentence.Start + sentence.Length).Distinct().Count();
        var lead = place == 0 ? 6.0 : place == 1 ? 2.0 : place == 2 ? 1.0 : 0;
        return lead + Math.Min(4, Figures().Count(words)) + (Math.Min(5, spans) * 0.8) + (Math.Min(4, Names().Count(words)) * 0.4) + (Quotes().IsMatch(words) ? 0.5 : 0);
    }

    /// <summary>Of all choices of up to three sentences that fit, the one worth most.</summary>
    private static IReadOnlyList<Rated> Choose(List<Rated> rated)
    {
        var best = (Worth: 0.0, Chosen: (IReadOnlyList<Rated>)[rated[0]]);
        // News texts seldom have more; beyond, leads and figures are rare.
        var considered = rated.Take(25).ToList();
        foreach (var first in considered)
        {
            Consider([first]);
            foreach (var second in considered.Skip(first.Place + 1))
            {
                Consider([first, second]);
                foreach (var third in considered.Skip(second.Place + 1))
                    Consider([first, second, third]);
            }
        }
        return best.Chosen;

        void Consider(Rated[] choice)
        {
            var worth = choice.Sum(c => c.Worth);
            if (worth > best.Worth && choice.Length <= MostSentences && choice.Sum(c => c.Text.Length) + choice.Length - 1 <= Longest)
                best = (worth, choice);
        }
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();

    [GeneratedRegex(@"[\d٠-٩]+(?:[.,][\d٠-٩]+)*")]
    private static partial Regex Figures();

    [GeneratedRegex(@"(?<=[\p{L},;] )\p{Lu}[\p{L}'’-]+(?: \p{Lu}[\p{L}'’-]+)*")]
    private static partial Regex Names();

    [GeneratedRegex("[«“\"]")]
    private static partial Regex Quotes();
}
