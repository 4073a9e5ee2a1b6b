using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;
using YamlDotNet.RepresentationModel;

namespace AlertBot.Configuration.Yaml;

/// <summary>
/// Binds a YAML node to a type: records by their property names in kebab-case, lists, dictionaries, scalars, and types
/// with their own notation (<see cref="IYamlValue{TSelf}"/>). The same types give the JSON schemas, so file, schema and
/// code cannot drift apart. Faults are collected, never thrown; a value with a fault inside comes back as null or
/// without the faulty part.
/// </summary>
internal sealed class YamlBinder(string file, DiagnosticBag diagnostics)
{
    /// <summary>
    /// Where a node is written; a pair without braces in a list has no place of its own but its key's.
    /// </summary>
    public SourceLocation PlaceOf(YamlNode node)
    {
        var start =
            node is YamlMappingNode { Children.Count: > 0 } mapping && node.Start.Index == 0
                ? mapping.Children[0].Key.Start
                : node.Start;
        return new(file, (int)start.Line, (int)start.Column);
    }

    public void Fault(YamlNode node, string message) => diagnostics.Add(PlaceOf(node), message);

    public T? Bind<T>(YamlNode node) => (T?)Bind(typeof(T), node);

    public object? Bind(Type type, YamlNode node)
    {
        if (Nullable.GetUnderlyingType(type) is { } underlying)
            type = underlying;
        if (IsGeneric(type, typeof(Located<>)))
            return Bind(type.GenericTypeArguments[0], node) is { } value
                ? Activator.CreateInstance(type, value, PlaceOf(node))
                : null;
        if (YamlRecord.NotationOf(type) is { } fromYaml)
            return fromYaml.Invoke(null, [node, this]);
        if (YamlScalars.Reads(type))
            return BindScalar(type, node);
        if (IsGeneric(type, typeof(IReadOnlyList<>)))
            return BindList(type.GenericTypeArguments[0], node);
        return IsGeneric(type, typeof(IReadOnlyDictionary<,>))
            ? BindDictionary(type.GenericTypeArguments[1], node)
            : BindRecord(type, node);
    }

    /// <summary>The name a property has in YAML: <c>NoMatch</c> is <c>no-match</c>.</summary>
    public static string KeyOf(PropertyInfo property) =>
        string.Concat(
            property.Name.Select(
                (c, i) => i > 0 && char.IsUpper(c) ? $"-{char.ToLowerInvariant(c)}" : $"{char.ToLowerInvariant(c)}"
            )
        );

    public static bool IsRequired(PropertyInfo property) => property.IsDefined(typeof(RequiredMemberAttribute));

    /// <summary>The properties a YAML mapping may set, in the order they are declared.</summary>
    public static IReadOnlyList<PropertyInfo> PropertiesOf(Type record) =>
        [.. record.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.CanWrite)];

    public static bool IsGeneric(Type type, Type definition) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == definition;

    public static bool HasOwnNotation(Type type) => YamlRecord.NotationOf(type) is not null;

    private object? BindScalar(Type type, YamlNode node)
    {
        if (node is not YamlScalarNode scalar)
        {
            var hint = type == typeof(string) && node is YamlMappingNode ? "; put a text with a colon in quotes" : "";
            Fault(node, $"expected {YamlScalars.Describe(type)}, found {NameOf(node)}{hint}");
            return null;
        }
        var value = YamlScalars.Parse(type, scalar, out var problem);
        if (problem is not null)
            Fault(node, problem);
        return value;
    }

    private IList? BindList(Type element, YamlNode node)
    {
        if (node is not YamlSequenceNode sequence)
        {
            var hint = node is YamlScalarNode { Value: { Length: > 0 } word } ? $"; write [{word}]" : "";
            Fault(node, $"expected a list, found {NameOf(node)}{hint}");
            return null;
        }
        var list = (IList)Activator.CreateInstance(typeof(List<>).MakeGenericType(element))!;
        foreach (var child in sequence.Children)
        {
            if (Bind(element, child) is { } value)
                list.Add(value);
        }
        return list;
    }

    private IDictionary? BindDictionary(Type element, YamlNode node)
    {
        if (node is not YamlMappingNode mapping)
        {
            Fault(node, $"expected names with values (name: …), found {NameOf(node)}");
            return null;
        }
        var dictionary = (IDictionary)
            Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(typeof(string), element))!;
        foreach (var (key, child) in mapping.Children)
        {
            if (Bind(element, child) is { } value)
                dictionary[TextOf(key)] = value;
        }
        return dictionary;
    }

    private object? BindRecord(Type type, YamlNode node)
    {
        var properties = YamlRecord.PropertiesOf(type);
        if (node is not YamlMappingNode mapping)
        {
            Fault(
                node,
                $"expected {string.Join(", ", properties.Select(p => $"{p.Key}:"))} here, found {NameOf(node)}"
            );
            return null;
        }
        var record = Activator.CreateInstance(type)!;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var whole = true;
        foreach (var (keyNode, child) in mapping.Children)
        {
            var key = TextOf(keyNode);
            var property = properties.FirstOrDefault(p => p.Key == key);
            if (property is null)
            {
                var guess = diagnostics.AreFew ? Suggestion.For(key, properties.Select(p => p.Key)) : "";
                Fault(keyNode, $"unknown key \"{key}\"{guess}");
                continue;
            }
            seen.Add(key);
            var value = Bind(property.Property.PropertyType, child);
            if (value is not null)
                property.Property.SetValue(record, value);
            whole &= value is not null || !property.IsNeeded;
        }
        foreach (var missing in properties.Where(p => p.IsRequired && !seen.Contains(p.Key)))
        {
            Fault(node, $"\"{missing.Key}:\" is missing");
            whole &= !missing.IsNeeded;
        }
        return whole ? record : null;
    }

    public static string TextOf(YamlNode node) => (node as YamlScalarNode)?.Value ?? "";

    /// <summary>What a node is, in the words of someone who edits YAML.</summary>
    public static string NameOf(YamlNode node) =>
        node switch
        {
            YamlScalarNode { Value: null or "" } => "nothing",
            YamlScalarNode scalar => $"\"{scalar.Value}\"",
            YamlSequenceNode => "a list",
            YamlMappingNode => "names with values",
            _ => "something else",
        };
}
