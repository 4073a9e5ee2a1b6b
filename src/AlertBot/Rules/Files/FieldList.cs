using AlertBot.Config;
using AlertBot.Feeds;
using AlertBot.Rules.Matching;
using YamlDotNet.RepresentationModel;

namespace AlertBot.Rules.Files;

/// <summary>One field of an entry or a list of them.</summary>
internal sealed record FieldList(Fields Fields) : IYamlValue<FieldList>
{
    public static string JsonSchema =>
        """
            {
              "anyOf": [
                { "enum": ["title", "summary", "body"] },
                { "type": "array", "minItems": 1, "items": { "enum": ["title", "summary", "body"] } }
              ]
            }
            """;

    public static FieldList? FromYaml(YamlNode node, YamlBinder binder)
    {
        var nodes = node is YamlSequenceNode list ? list.Children : [node];
        var fields = Fields.None;
        foreach (var child in nodes)
        {
            if (binder.Bind<Field?>(child) is { } field)
                fields |= field.ToSet();
        }
        if (nodes.Count == 0)
            binder.Fault(node, "an empty list; name title, summary or body");
        return fields == Fields.None ? null : new FieldList(fields);
    }
}
