using AlertBot.Config;

namespace AlertBot.Rules;

/// <summary>Gathers the concepts of all files under numbers, with their phrases and what they are made of.</summary>
internal sealed class ConceptBook(Faults faults)
{
    private readonly Dictionary<string, (int Number, Place Place, ConceptWords Words)> _named = new(StringComparer.Ordinal);
    private readonly List<(int[] Parts, int Except)> _madeOf = [];

    public List<Phrase> Phrases { get; } = [];

    public List<int> ConceptOfPhrase { get; } = [];

    public IReadOnlyList<(int[] Parts, int Except)> MadeOf => _madeOf;

    public IEnumerable<string> Names => _named.Keys;

    public IEnumerable<(string Name, int Number, Place Place)> All => _named.Select(n => (n.Key, n.Value.Number, n.Value.Place));

    /// <summary>Announces a concept; its words are read once all are known.</summary>
    public void Add(string name, Place place, ConceptWords words)
    {
        if (_named.TryGetValue(name, out var first))
            faults.Add(place, $"concept \"{name}\" stands already in {first.Place}; put the words together or rename one");
        else
            _named.Add(name, (NewNumber(), place, words));
    }

    /// <summary>The number of a concept, or null after telling that there is none of the name.</summary>
    public int? Find(Located<string> name)
    {
        if (_named.TryGetValue(name.Value, out var known))
            return known.Number;
        faults.Add(name.Place, $"there is no concept \"{name.Value}\"{Suggestion.For(name.Value, Names)}");
        return null;
    }

    /// <summary>Reads the words of every concept.</summary>
    public void ReadWords()
    {
        foreach (var (name, (number, place, words)) in _named)
        {
            if (!words.Words().Any() && words.Any is not { Count: > 0 })
                faults.Add(place, $"concept \"{name}\" has no words; list some under ar:, en:, fr: or all:");
            ReadWords(number, words);
            if (words.Except is not { } except)
                continue;
            var exceptNumber = NewNumber();
            ReadWords(exceptNumber, except);
            _madeOf[number] = _madeOf[number] with { Except = exceptNumber };
        }
        TellCycles();
    }

    private void ReadWords(int number, WordLists lists)
    {
        foreach (var (word, language) in lists.Words())
        {
            var phrases = PhraseNotation.Read(word.Value, language, out var problem);
            foreach (var phrase in phrases)
            {
                Phrases.Add(phrase);
                ConceptOfPhrase.Add(number);
            }
            if (problem is not null)
                faults.Add(word.Place, problem);
        }
        _madeOf[number] = _madeOf[number] with { Parts = [.. (lists.Any ?? []).Select(Find).OfType<int>()] };
    }

    private void TellCycles()
    {
        var settled = new HashSet<int>();
        foreach (var (name, number, place) in All)
        {
            var path = new List<int>();
            if (Cycle(number, path, settled))
                faults.Add(place, $"concept \"{name}\" is made of itself: {string.Join(" → ", path.Select(NameOf))}; leave one of them out");
        }
    }

    /// <summary>Follows what a concept is made of; true, with the way in <paramref name="path"/>, when it comes back to where it began.</summary>
    private bool Cycle(int number, List<int> path, HashSet<int> settled)
    {
        if (path.Count > 0 && path[0] == number)
        {
            path.Add(number);
            settled.UnionWith(path);
            return true;
        }
        if (path.Contains(number) || settled.Contains(number))
            return false;
        path.Add(number);
        var exceptions = _madeOf[number].Except;
        foreach (var part in exceptions < 0 ? _madeOf[number].Parts : [.. _madeOf[number].Parts, .. _madeOf[exceptions].Parts])
        {
            if (Cycle(part, path, settled))
                return true;
        }
        path.RemoveAt(path.Count - 1);
        return false;
    }

    private string NameOf(int number) => All.First(c => c.Number == number).Name;

    private int NewNumber()
    {
        _madeOf.Add(([], -1));
        return _madeOf.Count - 1;
    }
}
