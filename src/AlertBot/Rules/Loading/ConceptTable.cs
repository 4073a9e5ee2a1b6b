using AlertBot.Configuration;
using AlertBot.Configuration.Yaml;
using YamlDotNet.RepresentationModel;

namespace AlertBot.Rules.Loading;

/// <summary>
/// A concept as a file names it; its entry is null when that could not be read, so that its name is known all the same.
/// </summary>
internal sealed record NamedConcept(Located<string> Name, ConceptEntry? Entry);

/// <summary>The concepts of one file. A bare list of words is short for <c>all: […]</c>.</summary>
internal sealed record ConceptTable(IReadOnlyList<NamedConcept> Concepts) : IYamlValue<ConceptTable>
{
    public static string JsonSchema =>
        """
            {
              "type": "object",
              "additionalProperties": {
                "anyOf": [
                  { "type": "array", "minItems": 1, "items": { "type": ["string", "number"] } },
                  { "$ref": "#/definitions/ConceptEntry" }
                ]
              }
            }
            """;

    public static ConceptTable? FromYaml(YamlNode node, YamlBinder binder)
    {
        if (node is YamlMappingNode mapping)
            return new ConceptTable([.. mapping.Children.Select(child => Named(child.Key, child.Value, binder))]);
        binder.Fault(node, $"expected concepts (name: words), found {YamlBinder.NameOf(node)}");
        return null;
    }

    private static NamedConcept Named(YamlNode key, YamlNode value, YamlBinder binder)
    {
        var name = new Located<string>((key as YamlScalarNode)?.Value ?? "", binder.PlaceOf(key));
        if (value is not YamlSequenceNode)
            return new NamedConcept(name, binder.Bind<ConceptEntry>(value));
        var words = binder.Bind<IReadOnlyList<Located<string>>>(value);
        return new NamedConcept(name, words is null ? null : new ConceptEntry { All = words });
    }
}
