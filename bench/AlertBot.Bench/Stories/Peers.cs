using AlertBot.Rules.Words;
using AlertBot.Stories;

namespace AlertBot.Bench.Stories;

/// <summary>
/// The two ways other alert bots find that entries tell the same, at the thresholds they use, within the same window of
/// time.
/// </summary>
internal static class Peers
{
    public static IReadOnlyList<long?> TitleJaccard(IReadOnlyList<LabelledEntry> stream)
    {
        var titles = stream.Select(e => WordsOf(e.Entry.Title)).ToList();
        return Group(stream, (i, j) =>
            (double)titles[i].Intersect(titles[j]).Count() / titles[i].Union(titles[j]).Count() >= 0.55
        );
    }

    public static IReadOnlyList<long?> Cosine(IReadOnlyList<LabelledEntry> stream)
    {
        var words = stream.Select(e => WordsOf($"{e.Entry.Title} {e.Entry.Summary}")).ToList();
        var counts = words.SelectMany(w => w).CountBy(w => w).ToDictionary();
        double Weight(string word) => Math.Log((double)stream.Count / counts[word]);
        double Length(HashSet<string> of) => Math.Sqrt(of.Sum(w => Weight(w) * Weight(w)));
        return Group(stream, (i, j) =>
            words[i].Intersect(words[j]).Sum(w => Weight(w) * Weight(w)) / (Length(words[i]) * Length(words[j])) >= 0.60
        );
    }

    private static IReadOnlyList<long?> Group(IReadOnlyList<LabelledEntry> stream, Func<int, int, bool> alike)
    {
        var found = new List<long?>();
        for (var i = 0; i < stream.Count; i++)
        {
            var first = Enumerable
                .Range(0, i)
                .Cast<int?>()
                .FirstOrDefault(j =>
                    stream[i].Sketch.Time - stream[j!.Value].Sketch.Time <= StoryIndex.Window && alike(j.Value, i)
                );
            found.Add(first is { } j ? found[j] : i);
        }
        return found;
    }

    private static HashSet<string> WordsOf(string text) =>
        [.. Folding.Fold(text).Split(' ', StringSplitOptions.RemoveEmptyEntries)];
}
