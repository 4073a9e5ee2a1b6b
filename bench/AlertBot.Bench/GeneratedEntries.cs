using System.Text;
using AlertBot.Feeds.Entries;
using AlertBot.Localization;

namespace AlertBot.Bench;

/// <summary>Entries of 4 KB, all different, the same in every run.</summary>
internal static class GeneratedEntries
{
    // One word in fifty is a rule's. One in ten is new, about as many as a cache of some thousand words does not know
    // of a newspaper.
    private const int RuleWordIn = 50;
    private const int NewWordIn = 10;
    private const int WordsInSentence = 15;
    private const int SentencesInParagraph = 4;

    /// <summary>Entries in common words, some new ones and some of the rules'.</summary>
    public static Entry[] News(GeneratedRules rules, int count)
    {
        var random = new Random(1);
        return Write(rules.Language, count, random, () =>
            random.Next(NewWordIn) == 0
                ? MadeUpWord.Of(rules.Language, random)
                : Inflected(
                    random.Next(RuleWordIn) == 0
                        ? rules.Words[random.Next(rules.Words.Count)]
                        : Vocabulary.Of(rules.Language).Plain(random)
                )
        );

        string Inflected(string word) => Vocabulary.Of(rules.Language).Inflected(word, random);
    }

    /// <summary>
    /// Entries in which no word comes again but the rules': nothing that was kept of earlier ones helps.
    /// </summary>
    public static Entry[] NewWords(GeneratedRules rules, int count)
    {
        var random = new Random(2);
        return Write(rules.Language, count, random, () =>
            Vocabulary
                .Of(rules.Language)
                .Inflected(
                    random.Next(RuleWordIn) == 0
                        ? rules.Words[random.Next(rules.Words.Count)]
                        : MadeUpWord.Of(rules.Language, random),
                    random
                )
        );
    }

    private static Entry[] Write(Language language, int count, Random random, Func<string> nextWord) =>
        [
            .. Enumerable
                .Range(0, count)
                .Select(n => new Entry
                {
                    Identity = $"{n}",
                    Title = string.Join(' ', Enumerable.Range(0, 8).Select(_ => nextWord())),
                    Body = Text(random, nextWord, language == Language.Arabic ? 2200 : 4000), // 4 KB of UTF-8
                    Language = language,
                }),
        ];

    private static string Text(Random random, Func<string> nextWord, int characters)
    {
        var text = new StringBuilder();
        while (text.Length < characters)
        {
            text.Append(nextWord());
            if (random.Next(WordsInSentence) > 0)
                text.Append(' ');
            else
                text.Append(random.Next(SentencesInParagraph) == 0 ? ".\n\n" : ". ");
        }
        return text.ToString();
    }
}
