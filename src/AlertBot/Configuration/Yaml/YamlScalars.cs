using System.Globalization;
using AlertBot.Localization;
using YamlDotNet.RepresentationModel;

namespace AlertBot.Configuration.Yaml;

/// <summary>Reads the scalar types of the config files; the messages say what was expected, by example.</summary>
internal static class YamlScalars
{
    private static readonly Dictionary<Type, (string Expected, Func<string, object?> Read)> Readers = new()
    {
        [typeof(string)] = ("a text", text => text),
        [typeof(bool)] = ("true or false", text => text is "true" ? true
            : text is "false" ? false
            : null),
        [typeof(int)] = ("a whole number", text =>
            int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var n) ? n : null
        ),
        [typeof(TimeSpan)] = ("a length of time such as 15m, 2h or 1d", text => Duration(text)),
        [typeof(Uri)] = ("an address that starts with http:// or https://", WebAddress),
    };

    public static bool Reads(Type type) => type.IsEnum || Readers.ContainsKey(type);

    public static string Describe(Type type) =>
        type.IsEnum ? $"one of {string.Join(", ", NamesOf(type))}" : Readers[type].Expected;

    /// <summary>The names of an enum's members as YAML writes them, in small letters.</summary>
    public static IReadOnlyList<string> NamesOf(Type type) =>
        type == typeof(Language)
            ? [.. LanguageCodes.All.Select(l => l.Code())]
            : [.. Enum.GetNames(type).Select(Small)];

    public static object? Parse(Type type, YamlScalarNode node, out string? problem)
    {
        var text = node.Value ?? "";
        var value =
            type == typeof(Language) ? LanguageCodes.Parse(text)
            : type.IsEnum ? Enum.GetValues(type).Cast<object>().FirstOrDefault(v => Small(v.ToString()!) == text)
            : text.Length == 0 ? null
            : Readers[type].Read(text);
        var hint = type.IsEnum && text.Length > 0 ? Suggestion.For(text, NamesOf(type)) : "";
        problem = value is null
            ? $"expected {Describe(type)}, found {YamlBinder.NameOf(node)}"
                + $"{(hint.StartsWith("; known", StringComparison.Ordinal) ? "" : hint)}"
            : null;
        return value;
    }

    /// <summary><c>90s</c>, <c>15m</c>, <c>2h</c>, <c>1d</c>; null for anything else, negative or zero.</summary>
    private static TimeSpan? Duration(string text)
    {
        if (
            !int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var n)
            || n is 0 or > 1_000_000
        )
            return null;
        return text[^1] switch
        {
            's' => TimeSpan.FromSeconds(n),
            'm' => TimeSpan.FromMinutes(n),
            'h' => TimeSpan.FromHours(n),
            'd' => TimeSpan.FromDays(n),
            _ => null,
        };
    }

    private static Uri? WebAddress(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && (uri.Scheme is "http" or "https") && uri.Host.Length > 0
            ? uri
            : null;

    private static string Small(string name) => name.ToLowerInvariant();
}
