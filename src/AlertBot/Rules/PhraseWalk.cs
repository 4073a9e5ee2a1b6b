namespace AlertBot.Rules;

/// <summary>Tries the rest of a phrase to the left and to the right of its rarest word, backing up where a gap can be filled in several ways.</summary>
internal static class PhraseWalk
{
    /// <summary>A hyphenated compound takes up three words at most.</summary>
    private const int WidestWord = 3;

    /// <summary>The last word of the phrase, when step <paramref name="step"/> ends at word <paramref name="at"/> and the rest follows; else -1.</summary>
    public static int Right(Scan scan, IndexedPhrase phrase, int step, int at)
    {
        if (step == phrase.Words.Length - 1)
            return at;
        var gap = phrase.Gaps[step + 1];
        for (var next = at + 1; next <= at + 1 + gap && next < scan.Reader.Count && Connects(scan, next, gap); next++)
        {
            var last = scan.LastOf(phrase.Words[step + 1], next);
            var end = last < 0 ? -1 : Right(scan, phrase, step + 1, last);
            if (end >= 0)
                return end;
        }
        return -1;
    }

    /// <summary>The first word of the phrase, when step <paramref name="step"/> starts at word <paramref name="at"/> and the rest precedes; else -1.</summary>
    public static int Left(Scan scan, IndexedPhrase phrase, int step, int at)
    {
        if (step == 0)
            return at;
        var gap = phrase.Gaps[step];
        for (var start = at - 1; start >= 0 && start >= at - gap - WidestWord && Connects(scan, start + 1, gap); start--)
        {
            var last = scan.LastOf(phrase.Words[step - 1], start);
            if (last < 0 || last >= at || at - 1 - last > gap)
                continue;
            var first = Left(scan, phrase, step - 1, start);
            if (first >= 0)
                return first;
        }
        return -1;
    }

    /// <summary>
    /// Whether a phrase may go on from the word before into <paramref name="word"/>: never into another line; into another sentence only
    /// after an initial, as in "U.S. envoy".
    /// </summary>
    private static bool Connects(Scan scan, int word, int gap) => scan.Reader[word].Before switch
    {
        Boundary.Line => false,
        Boundary.Sentence => gap == 0 && scan.Reader[word - 1].FoldedLength == 1,
        _ => true,
    };
}
