using System.Globalization;
using System.Reflection;
using AlertBot.Configuration;
using AlertBot.Configuration.Yaml;
using AlertBot.Feeds.Entries;
using AlertBot.Localization;
using AlertBot.Rules;
using AlertBot.Rules.Loading;
using AlertBot.Rules.Matching;
using AlertBot.Rules.Words;

namespace AlertBot.Stories;

/// <summary>
/// Word lists that this folder brings (Words/*.yaml), in the notation of the rule files: which of their concepts stand
/// in an entry, and where.
/// </summary>
internal sealed class Gazetteer
{
    private static readonly Lazy<Gazetteer> LazyNames = new(() => Load("names.yaml"));
    private static readonly Lazy<Gazetteer> LazyEvents = new(() => Load("events.yaml"));
    private static readonly Lazy<Gazetteer> LazyHappenings = new(() => Load("events.yaml", "details.yaml"));

    private readonly RuleSet _concepts;

    private readonly IReadOnlyDictionary<string, ConceptEntry> _words;

    /// <summary>By concept, its own words that are names.</summary>
    private readonly Lazy<ILookup<string, Term>> _names;

    private Gazetteer(RuleSet concepts, IReadOnlyDictionary<string, ConceptEntry> words)
    {
        (_concepts, _words) = (concepts, words);
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

    /// <summary>The same, and what else tells one happening from another.</summary>
    public static Gazetteer Happenings => LazyHappenings.Value;

    /// <summary>The lists of those names. A fault in one is a fault of the program, so it throws.</summary>
    public static Gazetteer Load(params string[] names)
    {
        var diagnostics = new DiagnosticBag();
        var files = names.Select(name => Load(name, diagnostics)).ToList();
        return new Gazetteer(
            Compile(
                files.ConvertAll(file => new RulesFile { Concepts = file?.Concepts, Rules = RulesOf(file) }),
                names[^1],
                diagnostics
            ),
            files
                .SelectMany(file => file?.Concepts?.Concepts ?? [])
                .ToDictionary(
                    concept => concept.Name.Value,
                    concept => concept.Entry ?? new ConceptEntry(),
                    StringComparer.Ordinal
                )
        );
    }

    /// <summary>One rule for each concept: what rules can find, a list of names can.</summary>
    private static List<RuleEntry> RulesOf(RulesFile? file) =>
        [
            .. (file?.Concepts?.Concepts ?? []).Select(concept => new RuleEntry
            {
                Id = concept.Name,
                Title = new LocalText { En = concept.Name.Value },
                When = new WhenEntry(concept.Name.Place, concept.Name.Value, null),
            }),
        ];

    /// <summary>How a language writes what a concept names; null where its list has no such word.</summary>
    public string? Write(string concept, Language language) =>
        _words.GetValueOrDefault(concept) is not { } words
            ? null
            : language switch
            {
                Language.Arabic => First(words.Ar),
                // The French list often has no more than an office beside the names that English has as well.
                Language.French => Name(words.Fr)
                    ?? Name(words.En)
                    ?? First(words.Fr)
                    ?? First(words.En)
                    ?? First(words.All),
                _ => First(words.En) ?? First(words.All),
            };

    /// <summary>
    /// Whether these words, which stand for the concept in a text, are its name rather than an office or an epithet
    /// that
    /// others have, too.
    /// </summary>
    public bool IsName(string concept, string words)
    {
        var names = _words.GetValueOrDefault(concept) is { } lists
            ? lists
                .ByLanguage()
                .SelectMany(list => list.Words)
                .Where(word => word.Value.StartsWith(NamePrefix, StringComparison.Ordinal))
                .Select(word => Folding.Letters(word.Value[NamePrefix.Length..]))
                .ToList()
            : [];
        return names.Count > 0
            ? names.Exists(Folding.Letters(words).Contains)
            : char.IsUpper(words[0]) || Folding.IsArabic(words[0]);
    }

    /// <summary>The names of its concepts.</summary>
    public IEnumerable<string> Concepts => _words.Keys;

    public bool Knows(string concept) => _concepts.Rules.Any(rule => rule.Id == concept);

    /// <summary>The concepts that stand in an entry, with their places, by name.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="words">Its words, where they were read before.</param>
    public IEnumerable<(string Concept, IReadOnlyList<Span> Places)> Find(Entry entry, WordList? words = null) =>
        _concepts.Match(entry, words).Select(match => (match.Rule.Id, match.Spans));

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

    /// <summary>The first name of a list, or its first word in capitals, or its first word.</summary>
    private static string? First(IReadOnlyList<Located<string>>? words)
    {
        var plain = (words ?? [])
            .Select(word => word.Value)
            .Where(word => !word.AsSpan().ContainsAny('~', '*'))
            .ToList();
        var first = plain.Find(word => word.StartsWith(NamePrefix, StringComparison.Ordinal))
            ?? plain.Find(word => word.StartsWith("exact:", StringComparison.Ordinal))
            ?? plain.FirstOrDefault();
        return first is null ? null
            : first.StartsWith(NamePrefix, StringComparison.Ordinal) ? first[NamePrefix.Length..]
            : first.Replace("exact:", "", StringComparison.Ordinal);
    }

    private static string? Name(IReadOnlyList<Located<string>>? words) =>
        First([.. (words ?? []).Where(word => word.Value.StartsWith(NamePrefix, StringComparison.Ordinal))]);

    private const string NamePrefix = "name:";

    private static RulesFile? Load(string name, DiagnosticBag diagnostics)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"Stories/{name}")!;
        using var reader = new StreamReader(stream);
        return YamlFile.Parse<RulesFile>(reader.ReadToEnd(), name, diagnostics);
    }

    private static RuleSet Compile(IReadOnlyList<RulesFile> files, string version, DiagnosticBag diagnostics) =>
        !diagnostics.Any && RuleFiles.Load(files, version, diagnostics, warnings: null, states: null) is { } rules
            ? rules
            : throw new InvalidDataException(string.Join('\n', diagnostics.All));
}
