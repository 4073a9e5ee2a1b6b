using AlertBot.Config;
using YamlDotNet.RepresentationModel;

namespace AlertBot.Rules;

/// <summary>A concept: words by language, or a bare list of words for every language.</summary>
internal sealed record ConceptLine(ConceptWords Words) : IYamlValue<ConceptLine>
{
    public static string JsonSchema =>
        """
        { "oneOf": [ { "type": "array", "items": { "type": "string" }, "minItems": 1, "description": "Words and phrases looked for in every language." },
                     { "$ref": "ConceptWords" } ] }
        """;

    public static ConceptLine? FromYaml(YamlNode node, YamlBinder binder) => node is YamlSequenceNode
        ? binder.Bind<IReadOnlyList<Located<string>>>(node) is { } words ? new ConceptLine(new ConceptWords { All = words }) : null
        : binder.Bind<ConceptWords>(node) is { } lists ? new ConceptLine(lists) : null;
}
