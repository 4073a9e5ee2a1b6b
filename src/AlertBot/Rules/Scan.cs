using AlertBot.Feeds;

namespace AlertBot.Rules;

/// <summary>One field of an entry while phrases are looked for in it: its words, and the words of rules each of them is a form of. Reusable.</summary>
internal sealed class Scan
{
    private readonly List<int> _firstFound = [];
    private readonly List<Span> _boilerplate = [];

    public WordReader Reader { get; } = new();

    /// <summary>Numbers of rules' words and the last word of the text each takes up; those of word n begin at <see cref="FirstFound"/>(n).</summary>
    public List<(int Number, int Last)> Found { get; } = [];

    /// <summary>Scratch space of a look-up.</summary>
    public List<int> Numbers { get; } = [];

    public string Text { get; private set; } = "";

    public Field Field { get; private set; }

    public void Read(Entry entry, Field field)
    {
        (Text, Field) = (entry[field], field);
        Reader.Read(Text);
        Found.Clear();
        _firstFound.Clear();
        _boilerplate.Clear();
        foreach (var span in entry.Boilerplate)
        {
            if (span.Field == field)
                _boilerplate.Add(span);
        }
    }

    public bool IsBoilerplate(Word word)
    {
        foreach (var span in _boilerplate)
        {
            if (word.Start >= span.Start && word.Start < span.Start + span.Length)
                return true;
        }
        return false;
    }

    public void BeginWord() => _firstFound.Add(Found.Count);

    public void EndWords() => _firstFound.Add(Found.Count);

    public void Add(int number, int last) => Found.Add((number, last));

    public int FirstFound(int word) => _firstFound[word];

    /// <summary>The last word of the text that a form of <paramref name="number"/> starting at <paramref name="word"/> takes up; -1 when none starts there.</summary>
    public int LastOf(int number, int word)
    {
        for (var i = _firstFound[word]; i < _firstFound[word + 1]; i++)
        {
            if (Found[i].Number == number)
                return Found[i].Last;
        }
        return -1;
    }

    public Span SpanOf(int firstWord, int lastWord) =>
        new(Field, Reader[firstWord].Start, Reader[lastWord].End - Reader[firstWord].Start);
}
