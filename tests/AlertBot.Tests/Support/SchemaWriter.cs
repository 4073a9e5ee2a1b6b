using System.ComponentModel;
using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using AlertBot.Configuration;
using AlertBot.Configuration.Yaml;
using AlertBot.Ingestion;

namespace AlertBot.Tests.Support;

/// <summary>
/// Makes the JSON schema (draft 7) of a YAML file from the types that read it, so that editors complete and check what
/// the program understands and nothing else.
/// </summary>
internal sealed class SchemaWriter
{
    private const string Reference = "#/definitions/";

    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly SortedDictionary<string, JsonNode?> _definitions = new(StringComparer.Ordinal);

    public static string Write(Type file)
    {
        var writer = new SchemaWriter();
        var root = writer.Record(file);
        var schema = new JsonObject { ["$schema"] = "http://json-schema.org/draft-07/schema#" };
        foreach (var (key, value) in root.ToList())
        {
            root.Remove(key);
            schema[key] = value;
        }
        if (writer._definitions.Count > 0)
            schema["definitions"] = new JsonObject(writer._definitions);
        return schema.ToJsonString(Readable) + "\n";
    }

    private JsonObject Of(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (YamlBinder.IsGeneric(type, typeof(Located<>)))
            return Of(type.GenericTypeArguments[0]);
        if (YamlBinder.IsGeneric(type, typeof(IReadOnlyList<>)))
            return new JsonObject { ["type"] = "array", ["items"] = Of(type.GenericTypeArguments[0]) };
        if (YamlBinder.IsGeneric(type, typeof(IReadOnlyDictionary<,>)))
            return new JsonObject { ["type"] = "object", ["additionalProperties"] = Of(type.GenericTypeArguments[1]) };
        return YamlScalars.Reads(type) ? Scalar(type) : Referred(type);
    }

    private JsonObject Referred(Type type)
    {
        if (!_definitions.ContainsKey(type.Name))
        {
            _definitions[type.Name] = null; // a type may refer to itself
            _definitions[type.Name] = YamlBinder.HasOwnNotation(type) ? OwnNotation(type) : Record(type);
        }
        return new JsonObject { ["$ref"] = Reference + type.Name };
    }

    private JsonObject OwnNotation(Type type)
    {
        var notation = JsonNode
            .Parse(
                (string)
                    type.GetProperty(nameof(IYamlValue<>.JsonSchema), BindingFlags.Public | BindingFlags.Static)!
                        .GetValue(null)!
            )!
            .AsObject();
        foreach (
            var name in Strings(notation)
                .Where(s => s.StartsWith(Reference, StringComparison.Ordinal))
                .Select(s => s[Reference.Length..])
                .ToList()
        )
            Referred(typeof(Pipeline).Assembly.GetTypes().Single(t => t.Name == name && !t.IsAbstract));
        return notation;
    }

    private JsonObject Record(Type type)
    {
        var properties = new JsonObject();
        var required = new JsonArray();
        foreach (var property in YamlBinder.PropertiesOf(type))
        {
            var schema = Of(property.PropertyType);
            // Draft 7 ignores what stands beside a $ref, so the description goes around it.
            if (property.GetCustomAttribute<DescriptionAttribute>() is { } said)
                schema = schema.ContainsKey("$ref")
                    ? new JsonObject { ["description"] = said.Description, ["allOf"] = new JsonArray(schema) }
                    : Described(schema, said.Description);
            properties[YamlBinder.KeyOf(property)] = schema;
            if (YamlBinder.IsRequired(property))
                required.Add(YamlBinder.KeyOf(property));
        }
        var record = new JsonObject
        {
            ["type"] = "object",
            ["additionalProperties"] = false,
            ["properties"] = properties,
        };
        if (required.Count > 0)
            record["required"] = required;
        return type.GetCustomAttribute<DescriptionAttribute>() is { } about
            ? Described(record, about.Description)
            : record;
    }

    private static JsonObject Described(JsonObject schema, string description)
    {
        schema.Insert(0, "description", description);
        return schema;
    }

    private static JsonObject Scalar(Type type) =>
        type.IsEnum
            ? new JsonObject { ["enum"] = new JsonArray([.. YamlScalars.NamesOf(type).Select(n => (JsonNode)n)]) }
        : type == typeof(bool) ? new JsonObject { ["type"] = "boolean" }
        : type == typeof(int) ? new JsonObject { ["type"] = "integer" }
        : type == typeof(Uri) ? new JsonObject { ["type"] = "string", ["pattern"] = "^https?://" }
        : type == typeof(TimeSpan) ? new JsonObject { ["type"] = "string", ["pattern"] = "^[1-9][0-9]*[smhd]$" }
        // A number is a text where a text is wanted: YAML does not make people quote.
        : new JsonObject { ["type"] = new JsonArray("string", "number") };

    private static IEnumerable<string> Strings(JsonNode? node) =>
        node switch
        {
            JsonObject map => map.SelectMany(child => Strings(child.Value)),
            JsonArray list => list.SelectMany(Strings),
            JsonValue value when value.TryGetValue<string>(out var text) => [text],
            _ => [],
        };
}
