using System.Reflection;
using AlertBot.Config;
using AlertBot.Feeds;
using AlertBot.Rules;
using AlertBot.Rules.Files;

namespace AlertBot.Stories;

/// <summary>
/// One of the word lists this folder brings (Words/*.yaml), in the notation of the rule files: which of its concepts
/// stand in an entry, and where.
/// </summary>
internal sealed class Glossary
{
    private static readonly Lazy<Glossary> LazyNames = new(() => Load("names.yaml"));
    private static readonly Lazy<Glossary> LazyEvents = new(() => Load("events.yaml"));

    private readonly RuleSet _concepts;

    private Glossary(RuleSet concepts) => _concepts = concepts;

    /// <summary>People, places and bodies.</summary>
    public static Glossary Names => LazyNames.Value;

    /// <summary>What happens, to what, when, and how many.</summary>
    public static Glossary Events => LazyEvents.Value;

    /// <summary>The list of that name. A fault in it is a fault of the program, so it throws.</summary>
    public static Glossary Load(string name)
    {
        var faults = new Faults();
        var file = Read(name, faults);
        // One rule for each concept: what rules can find, a list of names can.
        var rules = file?.Concepts?.Concepts.Select(concept => new RuleEntry
        {
            Id = concept.Name,
            Title = new LocalText { En = concept.Name.Value },
            When = new WhenEntry(concept.Name.Place, concept.Name.Value, null),
        });
        return new Glossary(
            Compile([new RulesFile { Concepts = file?.Concepts, Rules = [.. rules ?? []] }], name, faults)
        );
    }

    public bool Knows(string concept) => _concepts.Rules.Any(rule => rule.Id == concept);

    /// <summary>The concepts that stand in an entry, with their places, by name.</summary>
    public IEnumerable<(string Concept, IReadOnlyList<Span> Places)> Find(Entry entry) =>
        _concepts.Match(entry).Select(match => (match.Rule.Id, match.Spans));

    private static RulesFile? Read(string name, Faults faults)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"Stories/{name}")!;
        using var reader = new StreamReader(stream);
        return YamlFile.Parse<RulesFile>(reader.ReadToEnd(), name, faults);
    }

    private static RuleSet Compile(IReadOnlyList<RulesFile> files, string version, Faults faults) =>
        !faults.Any && RuleFiles.Read(files, version, faults, warnings: null) is { } rules
            ? rules
            : throw new InvalidDataException(string.Join('\n', faults.All));
}
