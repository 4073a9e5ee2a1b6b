using System.Reflection;
using System.Text.RegularExpressions;
using AlertBot.Localization;

namespace AlertBot.Configuration.Yaml;

/// <summary>Texts of ours in the program itself: a folder of ar.yaml, en.yaml and fr.yaml with the same keys.</summary>
internal static partial class EmbeddedTexts
{
    /// <summary>The texts of a folder, by their language.</summary>
    /// <param name="folder">As the project file names the resources.</param>
    public static IReadOnlyDictionary<Language, T> Load<T>(string folder)
        where T : class => LanguageCodes.All.ToDictionary(language => language, language => Load<T>(folder, language));

    private static T Load<T>(string folder, Language language)
        where T : class
    {
        var name = $"{language.Code()}.yaml";
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"{folder}/{name}")!;
        using var reader = new StreamReader(stream);
        var diagnostics = new DiagnosticBag();
        // `/subscribe all` in the files: in Arabic a left-to-right isolate, or the slash would stand at the wrong end.
        var yaml = Command().Replace(reader.ReadToEnd(), language == Language.Arabic ? "\u2066$1\u2069" : "$1");
        return YamlFile.Parse<T>(yaml, name, diagnostics) is { } texts && !diagnostics.Any
            ? texts
            : throw new InvalidDataException(string.Join('\n', diagnostics.All));
    }

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Command();
}
