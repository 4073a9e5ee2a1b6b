using AlertBot.Localization;
using AlertBot.Rules;
using AlertBot.Rules.Checks;
using AlertBot.Rules.Matching;
using AlertBot.Rules.Words;
using AlertBot.Runtime;

namespace AlertBot.RuleTesting;

/// <summary>
/// Counts what the words of a rule set do over real text: for each rule which bring entries in, and by which forms;
/// which never stand there; and which forms are rather of another word.
/// </summary>
internal sealed class WordReport(RuleSet rules)
{
    private readonly CommonWordCheck _others = new();
    private readonly Dictionary<(TermWord Word, string Text, Language Language), string?> _rather = [];
    private readonly HashSet<(string Concept, string Word)> _seen = [];
    private readonly WordList _letters = new();
    private readonly SortedDictionary<string, OfRule> _byRule = new(
        rules.Rules.ToDictionary(rule => rule.Id, _ => new OfRule()),
        StringComparer.Ordinal
    );

    /// <summary>The entries read.</summary>
    public int Entries { get; private set; }

    /// <summary>The languages they are in.</summary>
    public Languages Languages { get; private set; }

    public void Add(ReplayItem item, CancellationToken ct)
    {
        Entries++;
        Languages |= item.Entry.Language.ToSet();
        var matched = new HashSet<string>(StringComparer.Ordinal);
        var counted = new HashSet<(string Rule, string Concept, string Word)>();
        foreach (var used in rules.WordsIn(item.Entry, ct))
        {
            _seen.Add((used.Concept, used.Term.Text));
            matched.UnionWith(used.Rules);
            foreach (var rule in used.Rules)
            {
                if (counted.Add((rule, used.Concept, used.Term.Text)))
                    Count(_byRule[rule], used, item);
            }
        }
        foreach (var rule in matched)
            _byRule[rule].Entries++;
    }

    /// <summary>What was found of each rule, sorted by its id.</summary>
    public IReadOnlyList<RuleWords> Rules()
    {
        var listed = rules
            .ListedWords()
            .Where(word => (ConceptTester.WrittenFor(word.Term) & Languages) != 0)
            .Select(word => (word.Rule, word.Concept, Word: word.Term.Text))
            .Distinct()
            .ToLookup(word => word.Rule);
        return
        [
            .. _byRule.Select(rule => new RuleWords(
                rule.Key,
                rule.Value.Entries,
                [
                    .. rule
                        .Value.Words.Values.OrderByDescending(word => word.Entries)
                        .ThenBy(word => word.Word, StringComparer.Ordinal),
                ],
                [.. rule.Value.Strangers.Values.OrderByDescending(stranger => stranger.Entries)],
                listed[rule.Key].Count(),
                [
                    .. listed[rule.Key]
                        .Where(word => !_seen.Contains((word.Concept, word.Word)))
                        .Select(word => new ListedWord(word.Concept, word.Word)),
                ]
            )),
        ];
    }

    private void Count(OfRule rule, TermUse used, ReplayItem item)
    {
        var key = (used.Concept, used.Term.Text);
        if (!rule.Words.TryGetValue(key, out var word))
            rule.Words.Add(key, word = new BusyWord(used.Concept, used.Term.Text));
        var form = Terminal.OneLine(used.Text).Trim();
        word.Add(form);
        if (RatherOf(used, item.Entry.Language) is not { } rather)
            return;
        var strange = (used.Concept, used.Term.Text, form);
        if (!rule.Strangers.TryGetValue(strange, out var stranger))
            rule.Strangers.Add(
                strange,
                stranger = new StrangeForm(used.Concept, used.Term.Text, form, rather, item.Id)
            );
        stranger.Entries++;
    }

    private string? RatherOf(TermUse used, Language language)
    {
        if (used.Term.Steps is not [{ Word: { Kind: WordKind.Inflected } word }])
            return null;
        var key = (word, used.Text, language);
        if (_rather.TryGetValue(key, out var known))
            return known;
        _letters.Clear();
        _letters.AddText(used.Text);
        var isForm = _letters.Count == 1 && !_letters.Letters(0).SequenceEqual(word.Letters);
        return _rather[key] = isForm ? _others.MoreCommonWord(_letters, word, language) : null;
    }

    private sealed class OfRule
    {
        public int Entries { get; set; }

        public Dictionary<(string Concept, string Word), BusyWord> Words { get; } = [];

        public Dictionary<(string Concept, string Word, string Form), StrangeForm> Strangers { get; } = [];
    }
}

/// <summary>What the words of one rule did.</summary>
/// <param name="Rule">Its id.</param>
/// <param name="Entries">How many entries meet it.</param>
/// <param name="Words">The words by which they do, the busiest first.</param>
/// <param name="Strangers">The forms that are rather of another word.</param>
/// <param name="Listed">How many words it has in the languages of the text.</param>
/// <param name="Unseen">Those that stand in no entry.</param>
internal sealed record RuleWords(
    string Rule,
    int Entries,
    IReadOnlyList<BusyWord> Words,
    IReadOnlyList<StrangeForm> Strangers,
    int Listed,
    IReadOnlyList<ListedWord> Unseen
);

/// <summary>A word of a concept, as the file has it.</summary>
internal sealed record ListedWord(string Concept, string Word);

/// <summary>A word that helps to bring entries in, and in what forms.</summary>
internal sealed class BusyWord(string concept, string word)
{
    private readonly Dictionary<string, int> _forms = new(StringComparer.Ordinal);

    public string Concept => concept;

    public string Word => word;

    public int Entries { get; private set; }

    /// <summary>As the entries have it, the commonest first.</summary>
    public IReadOnlyList<KeyValuePair<string, int>> Forms =>
        [.. _forms.OrderByDescending(form => form.Value).ThenBy(form => form.Key, StringComparer.Ordinal)];

    public void Add(string form)
    {
        Entries++;
        _forms[form] = _forms.GetValueOrDefault(form) + 1;
    }
}

/// <summary>A form by which a word is met though it is rather of another.</summary>
internal sealed class StrangeForm(string concept, string word, string form, string rather, string first)
{
    public string Concept => concept;

    public string Word => word;

    public string Form => form;

    /// <summary>The word that it is rather of, folded.</summary>
    public string Rather => rather;

    /// <summary>The first entry that it helped in.</summary>
    public string First => first;

    public int Entries { get; set; }
}
