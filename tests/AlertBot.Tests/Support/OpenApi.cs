using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace AlertBot.Tests.Support;

/// <summary>
/// Checks requests against Discord's own OpenAPI description (discord-openapi.json, its licence beside it): known path
/// and method, and a body of the described form. Stricter than JSON Schema in one thing: a property nobody described is
/// a fault, since it is a misspelling.
/// </summary>
internal sealed class OpenApi
{
    private readonly JsonObject _schemas;
    private readonly List<(Regex Path, JsonObject Operations)> _paths;

    private OpenApi(JsonObject document)
    {
        _schemas = document["components"]!["schemas"]!.AsObject();
        _paths =
        [
            .. document["paths"]!
                .AsObject()
                .Select(path =>
                    (new Regex($"^{Regex.Replace(path.Key, @"\{[^}]+\}", "[^/]+")}$"), path.Value!.AsObject())
                ),
        ];
    }

    public static OpenApi Discord { get; } =
        new(
            JsonNode
                .Parse(File.ReadAllText(Repository.PathOf("tests/AlertBot.Tests/Support/discord-openapi.json")))!
                .AsObject()
        );

    /// <summary>Another description, as it is published.</summary>
    public static OpenApi Parse(string document) => new(JsonNode.Parse(document)!.AsObject());

    /// <summary>What is wrong with the answer to a GET; empty when nothing is.</summary>
    public IReadOnlyList<string> CheckAnswer(string path, int status, string type, string body)
    {
        var known = _paths.Where(p => p.Path.IsMatch(path)).ToList();
        var answer = known.Count == 0 ? null : known[0].Operations["get"]!["responses"]?[$"{status}"];
        if (answer?["content"]?[type] is not JsonObject content)
            return [$"GET {path}: {status} {type} is not described"];
        return content["schema"] is JsonObject schema && type.EndsWith("json", StringComparison.Ordinal)
            ? Check(schema, JsonNode.Parse(body), "body")
            : [];
    }

    /// <summary>What is wrong with a request; empty when nothing is.</summary>
    public IReadOnlyList<string> Check(string method, string path, JsonNode? body)
    {
        var known = _paths
            .Where(p => p.Path.IsMatch(path) && p.Operations.ContainsKey(method.ToLowerInvariant()))
            .ToList();
        if (known.Count == 0)
            return [$"{method} {path}: no such operation"];
        var schema = known[0].Operations[method.ToLowerInvariant()]!["requestBody"]
            ?["content"]
            ?["application/json"]
            ?["schema"];
        return schema is null
            ? (body is null ? [] : [$"{method} {path}: takes no body"])
            : [.. Check(schema.AsObject(), body, "body")];
    }

    private IReadOnlyList<string> Check(JsonObject schema, JsonNode? value, string at)
    {
        if (schema["$ref"] is { } reference)
            return Check(_schemas[$"{reference}".Split('/')[^1]]!.AsObject(), value, at);
        var problems = new List<string>();
        if ((schema["oneOf"] ?? schema["anyOf"]) is JsonArray choices)
        {
            var tried = choices
                .Where(choice => value is null || $"{choice!["type"]}" != "null")
                .Select(choice => Check(choice!.AsObject(), value, at))
                .ToList();
            // The faults of the nearest form are those that help.
            if (tried.TrueForAll(t => t.Count > 0))
                problems.AddRange(tried.MinBy(t => t.Count)!);
        }
        foreach (var part in schema["allOf"] as JsonArray ?? [])
            problems.AddRange(Check(part!.AsObject(), value, at));
        if (schema["const"] is { } constant && !JsonNode.DeepEquals(constant, value))
            problems.Add($"{at}: must be {constant}");
        if (schema["enum"] is JsonArray values && !values.Any(v => JsonNode.DeepEquals(v, value)))
            problems.Add($"{at}: {value} is none of {values.ToJsonString()}");
        if (
            schema["type"] is { } type
            && !(type is JsonArray types ? types.Select(t => $"{t}") : [$"{type}"]).Any(t => IsOf(t, value))
        )
            problems.Add($"{at}: must be {type}");
        else
            problems.AddRange(CheckInside(schema, value, at));
        return problems;
    }

    private IEnumerable<string> CheckInside(JsonObject schema, JsonNode? value, string at) =>
        value switch
        {
            JsonObject o => CheckObject(schema, o, at),
            JsonArray a => CheckArray(schema, a, at),
            JsonValue v when IsOf("string", v) => CheckString(schema, v.ToString(), at),
            JsonValue v when IsOf("number", v) => Between(
                schema,
                "minimum",
                "maximum",
                double.Parse(v.ToString(), null),
                at
            ),
            _ => [],
        };

    private IEnumerable<string> CheckObject(JsonObject schema, JsonObject value, string at)
    {
        if (schema["properties"] is not JsonObject && schema["additionalProperties"] is null)
            return [];
        var properties = schema["properties"] as JsonObject ?? [];
        var missing = (schema["required"] as JsonArray ?? [])
            .Select(r => $"{r}")
            .Where(r => !value.ContainsKey(r))
            .Select(r => $"{at}.{r}: is required");
        var inside = value.SelectMany(p =>
            properties[p.Key] is JsonObject known ? Check(known, p.Value, $"{at}.{p.Key}")
            : schema["additionalProperties"] is JsonObject other ? Check(other, p.Value, $"{at}.{p.Key}")
            : [$"{at}.{p.Key}: is not described"]
        );
        return missing.Concat(inside);
    }

    private IEnumerable<string> CheckArray(JsonObject schema, JsonArray value, string at) =>
        Between(schema, "minItems", "maxItems", value.Count, at)
            .Concat(
                schema["items"] is JsonObject items
                    ? value.SelectMany((item, i) => Check(items, item, $"{at}[{i}]"))
                    : []
            );

    private static IEnumerable<string> CheckString(JsonObject schema, string value, string at) =>
        Between(schema, "minLength", "maxLength", value.Length, at)
            .Concat(
                schema["pattern"] is { } pattern
                && !Regex.IsMatch(
                    value,
                    $"{pattern}"
                        .Replace("\\p{sc=Deva}", "\\p{IsDevanagari}", StringComparison.Ordinal)
                        .Replace("\\p{sc=Thai}", "\\p{IsThai}", StringComparison.Ordinal)
                )
                    ? [$"{at}: \"{value}\" does not match {pattern}"]
                    : []
            );

    private static IEnumerable<string> Between(JsonObject schema, string least, string most, double value, string at)
    {
        if (schema[least] is { } low && value < double.Parse($"{low}", null))
            yield return $"{at}: {value} is less than {low}";
        if (schema[most] is { } high && value > double.Parse($"{high}", null))
            yield return $"{at}: {value} is more than {high}";
    }

    private static bool IsOf(string type, JsonNode? value) =>
        type switch
        {
            "null" => value is null,
            "object" => value is JsonObject,
            "array" => value is JsonArray,
            "string" => value is JsonValue v && v.GetValueKind() == System.Text.Json.JsonValueKind.String,
            "boolean" => value is JsonValue v
                && v.GetValueKind() is System.Text.Json.JsonValueKind.True or System.Text.Json.JsonValueKind.False
                && value is JsonValue,
            "integer" => value is JsonValue v
                && v.GetValueKind() == System.Text.Json.JsonValueKind.Number
                && long.TryParse(v.ToString(), out _),
            _ => value is JsonValue v && v.GetValueKind() == System.Text.Json.JsonValueKind.Number,
        };
}
