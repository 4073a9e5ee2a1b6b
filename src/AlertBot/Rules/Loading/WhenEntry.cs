using System.ComponentModel;
using AlertBot.Configuration;
using AlertBot.Configuration.Yaml;
using YamlDotNet.RepresentationModel;

namespace AlertBot.Rules.Loading;

/// <summary>A condition as a file writes it: the name of a concept, or a mapping.</summary>
internal sealed record WhenEntry(SourceLocation Place, string? Concept, WhenKeys? Keys) : IYamlValue<WhenEntry>
{
    public static string JsonSchema =>
        """
            {
              "anyOf": [
                { "type": "string" },
                { "$ref": "#/definitions/WhenKeys" }
              ]
            }
            """;

    public static WhenEntry? FromYaml(YamlNode node, YamlBinder binder)
    {
        if (node is YamlScalarNode { Value: { Length: > 0 } name })
            return new WhenEntry(binder.PlaceOf(node), name, null);
        if (node is not YamlMappingNode)
        {
            binder.Fault(
                node,
                $"expected the name of a concept, or any:, all:, near: …, found {YamlBinder.NameOf(node)}"
            );
            return null;
        }
        return binder.Bind<WhenKeys>(node) is { } keys ? new WhenEntry(binder.PlaceOf(node), null, keys) : null;
    }
}

/// <summary>The keys of a condition; all that are given must hold.</summary>
internal sealed record WhenKeys
{
    [Description("At least one of these holds: names of concepts, or conditions.")]
    public Located<IReadOnlyList<WhenEntry>>? Any { get; init; }

    [Description("All of these hold.")]
    public Located<IReadOnlyList<WhenEntry>>? All { get; init; }

    [Description("None of these holds.")]
    public Located<IReadOnlyList<WhenEntry>>? None { get; init; }

    [Description("All of these stand close together.")]
    public Located<NearEntry>? Near { get; init; }

    [Description("How many of the conditions under \"of\" must hold.")]
    public Located<int>? AtLeast { get; init; }

    [Description("The conditions that \"at-least\" counts.")]
    public Located<IReadOnlyList<WhenEntry>>? Of { get; init; }

    [Description("A group: with \"at-least\", how many different concepts of its any: must stand in the text.")]
    public Located<string>? OfMembers { get; init; }

    [Description("This holds of one sentence by itself; any, all, none, near and at-least may stand in it.")]
    public WhenEntry? Sentence { get; init; }

    [Description("This holds of the headline, of the lead, or of two sentences: what the entry is about.")]
    public WhenEntry? About { get; init; }

    [Description("What the entry reports of talks, a truce or a conference; beside the words of the rule.")]
    public Located<string>? State { get; init; }

    [Description("Only in the title, the lead, the summary or the body, or in a list of them.")]
    public Located<FieldList>? In { get; init; }
}

/// <summary>Concepts that stand close together.</summary>
internal sealed record NearEntry
{
    [Description("Names of concepts, any: [names], or another near:.")]
    public required Located<IReadOnlyList<WhenEntry>> All { get; init; }

    [Description("The most words from the first of them to each of the others, 1 to 100; or \"sentence\".")]
    public required Distance Within { get; init; }
}

/// <summary>How near: a number of words, or <c>sentence</c> for one sentence, however long.</summary>
internal sealed record Distance(SourceLocation Place, int? Words) : IYamlValue<Distance>
{
    public static string JsonSchema =>
        """
            {
              "anyOf": [
                { "type": "integer" },
                { "enum": ["sentence"] }
              ]
            }
            """;

    public static Distance? FromYaml(YamlNode node, YamlBinder binder)
    {
        if (node is YamlScalarNode { Value: "sentence" })
            return new Distance(binder.PlaceOf(node), null);
        return binder.Bind<Located<int>?>(node) is { } words ? new Distance(words.Place, words.Value) : null;
    }
}
