using System.Globalization;
using System.Reflection;
using AlertBot.Configuration;
using AlertBot.Configuration.Yaml;
using AlertBot.Feeds.Entries;
using AlertBot.Localization;
using AlertBot.Rules;
using AlertBot.Rules.Loading;
using AlertBot.Rules.Matching;

namespace AlertBot.Stories;

/// <summary>
/// One of the word lists this folder brings (Words/*.yaml), in the notation of the rule files: which of its concepts
/// stand in an entry, and where.
/// </summary>
internal sealed class Gazetteer
{
    private static readonly Lazy<Gazetteer> LazyNames = new(() => Load("names.yaml"));
    private static readonly Lazy<Gazetteer> LazyEvents = new(() => Load("events.yaml"));

    private readonly RuleSet _concepts;

    /// <summary>By concept, its own words that are names.</summary>
    private readonly Lazy<ILookup<string, Term>> _names;

    private Gazetteer(RuleSet concepts)
    {
        _concepts = concepts;
        _names = new(() =>
            concepts
                .ListedWords()
                .Where(word =>
                    word.Rule == word.Concept && word.Term.Text.StartsWith(TermMarks.Name, StringComparison.Ordinal)
                )
                .ToLookup(word => word.Concept, word => word.Term)
        );
    }

    /// <summary>People, places and bodies.</summary>
    public static Gazetteer Names => LazyNames.Value;

    /// <summary>What happens, to what, when, and how many.</summary>
    public static Gazetteer Events => LazyEvents.Value;

    /// <summary>The list of that name. A fault in it is a fault of the program, so it throws.</summary>
    public static Gazetteer Load(string name)
    {
        var diagnostics = new DiagnosticBag();
        var file = Load(name, diagnostics);
        // One rule for each concept: what rules can find, a list of names can.
        var rules = file?.Concepts?.Concepts.Select(concept => new RuleEntry
        {
            Id = concept.Name,
            Title = new LocalText { En = concept.Name.Value },
            When = new WhenEntry(concept.Name.Place, concept.Name.Value, null),
        });
        return new Gazetteer(
            Compile([new RulesFile { Concepts = file?.Concepts, Rules = [.. rules ?? []] }], name, diagnostics)
        );
    }

    public bool Knows(string concept) => _concepts.Rules.Any(rule => rule.Id == concept);

    /// <summary>The concepts that stand in an entry, with their places, by name.</summary>
    public IEnumerable<(string Concept, IReadOnlyList<Span> Places)> Find(Entry entry) =>
        _concepts.Match(entry).Select(match => (match.Rule.Id, match.Spans));

    /// <summary>All spellings of a name, in three languages; empty where the list does not know it.</summary>
    public IReadOnlyList<Term> SpellingsOf(string name)
    {
        var entry = new Entry
        {
            Identity = "",
            // Names are met with their capital, which people who type do not care for.
            Title = CultureInfo.InvariantCulture.TextInfo.ToTitleCase(name),
            Language = Language.English,
        };
        var named = _concepts
            .Match(entry)
            .Where(match => match.Spans is [{ Start: 0 } whole] && whole.Length == entry.Title.Length)
            .Select(match => match.Rule.Id);
        return named.Select(concept => _names.Value[concept].ToList()).FirstOrDefault(terms => terms.Count > 0) ?? [];
    }

    private static RulesFile? Load(string name, DiagnosticBag diagnostics)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"Stories/{name}")!;
        using var reader = new StreamReader(stream);
        return YamlFile.Parse<RulesFile>(reader.ReadToEnd(), name, diagnostics);
    }

    private static RuleSet Compile(IReadOnlyList<RulesFile> files, string version, DiagnosticBag diagnostics) =>
        !diagnostics.Any && RuleFiles.Read(files, version, diagnostics, warnings: null, states: null) is { } rules
            ? rules
            : throw new InvalidDataException(string.Join('\n', diagnostics.All));
}
