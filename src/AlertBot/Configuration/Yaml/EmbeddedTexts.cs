using System.Reflection;
using System.Text.RegularExpressions;
using AlertBot.Localization;

namespace AlertBot.Configuration.Yaml;

/// <summary>Texts of ours in the program itself: a folder of ar.yaml, en.yaml and fr.yaml with the same keys.</summary>
internal static partial class EmbeddedTexts
{
    /// <param name="folder">As the project file names the resources.</param>
    /// <param name="language">Which of the files.</param>
    public static T Load<T>(string folder, Language language)
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
