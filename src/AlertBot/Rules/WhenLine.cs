using AlertBot.Config;
using AlertBot.Feeds;
using YamlDotNet.RepresentationModel;

namespace AlertBot.Rules;

/// <summary>
/// A condition as it is written: the name of a concept, or a mapping of which every key must hold. <see cref="AtLeast"/>
/// counts what <see cref="Of"/> lists.
/// </summary>
internal sealed record WhenLine : IYamlValue<WhenLine>
{
    private static readonly string[] Keys = ["any", "all", "none", "near", "at-least", "of", "in"];

    public Located<string>? Concept { get; init; }

    public IReadOnlyList<Located<WhenLine>>? Any { get; init; }

    public IReadOnlyList<Located<WhenLine>>? All { get; init; }

    public IReadOnlyList<Located<WhenLine>>? None { get; init; }

    public NearLine? Near { get; init; }

    public Located<int>? AtLeast { get; init; }

    public IReadOnlyList<Located<WhenLine>>? Of { get; init; }

    public IReadOnlyList<Field>? In { get; init; }

    public static string JsonSchema =>
        """
        { "oneOf": [
            { "type": "string", "description": "The name of a concept." },
            { "type": "object", "additionalProperties": false, "minProperties": 1, "description": "Every key must hold.",
              "properties": {
                "any": { "type": "array", "items": { "$ref": "WhenLine" }, "minItems": 1, "description": "At least one of these holds." },
                "all": { "type": "array", "items": { "$ref": "WhenLine" }, "minItems": 1, "description": "Each of these holds." },
                "none": { "type": "array", "items": { "$ref": "WhenLine" }, "minItems": 1, "description": "None of these holds." },
                "near": { "$ref": "NearLine" },
                "at-least": { "type": "integer", "minimum": 1, "description": "That many of the conditions under 'of' hold." },
                "of": { "type": "array", "items": { "$ref": "WhenLine" }, "minItems": 1, "description": "What 'at-least' counts." },
                "in": { "oneOf": [ { "$ref": "Field" }, { "type": "array", "items": { "$ref": "Field" }, "minItems": 1 } ], "description": "Look only in these parts of an entry." } } } ] }
        """;

    public static WhenLine? FromYaml(YamlNode node, YamlBinder binder)
    {
        if (node is YamlScalarNode { Value: { Length: > 0 } name })
            return new WhenLine { Concept = new Located<string>(name, binder.PlaceOf(node)) };
        if (node is not YamlMappingNode mapping)
        {
            binder.Fault(node, node is YamlSequenceNode ? "a bare list could mean any or all; write any: […] or all: […]" : $"expected a concept's name or any:, all:, none:, found {YamlBinder.NameOf(node)}");
            return null;
        }
        foreach (var key in mapping.Children.Keys.Where(k => !Keys.Contains(YamlBinder.TextOf(k))))
            binder.Fault(key, $"unknown condition \"{YamlBinder.TextOf(key)}\"{Suggestion.For(YamlBinder.TextOf(key), Keys)}");
        return new WhenLine
        {
            Any = List(mapping, "any", binder),
            All = List(mapping, "all", binder),
            None = List(mapping, "none", binder),
            Near = Value<NearLine>(mapping, "near", binder),
            AtLeast = Child(mapping, "at-least") is { } count && binder.Bind<int?>(count) is { } n ? new Located<int>(n, binder.PlaceOf(count)) : null,
            Of = List(mapping, "of", binder),
            In = Child(mapping, "in") switch
            {
                null => null,
                YamlScalarNode one => binder.Bind<Field?>(one) is { } field ? [field] : null,
                var many => binder.Bind<IReadOnlyList<Field>>(many),
            },
        };
    }

    private static IReadOnlyList<Located<WhenLine>>? List(YamlMappingNode mapping, string key, YamlBinder binder)
    {
        var list = Value<IReadOnlyList<Located<WhenLine>>>(mapping, key, binder);
        if (list is { Count: 0 } && Child(mapping, key) is YamlSequenceNode { Children.Count: 0 } empty)
            binder.Fault(empty, $"\"{key}:\" is empty; name at least one concept");
        return list;
    }

    private static T? Value<T>(YamlMappingNode mapping, string key, YamlBinder binder)
        where T : class =>
        Child(mapping, key) is { } child ? binder.Bind<T>(child) : null;

    private static YamlNode? Child(YamlMappingNode mapping, string key) =>
        mapping.Children.FirstOrDefault(c => YamlBinder.TextOf(c.Key) == key).Value;
}

/// <summary>Conditions whose words stand close together.</summary>
[System.ComponentModel.Description("Conditions whose words stand close together, in one part of the entry.")]
internal sealed record NearLine
{
    [System.ComponentModel.Description("Each must have a word within reach of the first one's.")]
    public required IReadOnlyList<Located<WhenLine>> All { get; init; }

    [System.ComponentModel.Description("Most words in between, 0 to 100.")]
    public required Located<int> Within { get; init; }
}
