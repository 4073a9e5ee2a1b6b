using AlertBot.Configuration.Yaml;
using AlertBot.Rules.Matching;
using YamlDotNet.RepresentationModel;

namespace AlertBot.Rules.Loading;

/// <summary>What a file calls the parts of an entry; the lead lies in the summary or the body.</summary>
internal enum Part
{
    Title,
    Lead,
    Summary,
    Body,
}

/// <summary>One field of an entry or a list of them.</summary>
internal sealed record FieldList(Fields Fields) : IYamlValue<FieldList>
{
    public static string JsonSchema =>
        """
            {
              "anyOf": [
                { "enum": ["title", "lead", "summary", "body"] },
                { "type": "array", "minItems": 1, "items": { "enum": ["title", "lead", "summary", "body"] } }
              ]
            }
            """;

    public static FieldList? FromYaml(YamlNode node, YamlBinder binder)
    {
        var nodes = node is YamlSequenceNode list ? list.Children : [node];
        var fields = Fields.None;
        foreach (var child in nodes)
        {
            fields |= binder.Bind<Part?>(child) switch
            {
                Part.Title => Fields.Title,
                Part.Lead => Fields.Lead,
                Part.Summary => Fields.Summary | Fields.Lead,
                Part.Body => Fields.Body,
                _ => Fields.None,
            };
        }
        if (nodes.Count == 0)
            binder.Fault(node, "an empty list; name title, lead, summary or body");
        return fields == Fields.None ? null : new FieldList(fields);
    }
}
