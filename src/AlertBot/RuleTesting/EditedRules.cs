using AlertBot.Configuration;
using AlertBot.Configuration.Yaml;
using AlertBot.Rules;
using AlertBot.Rules.Loading;
using AlertBot.Stories.TalksState;

namespace AlertBot.RuleTesting;

/// <summary>The rule files, one of them as it is edited in the page; nothing is written.</summary>
internal sealed class EditedRules(ConfigFolder folder)
{
    public IReadOnlyList<string> Names => [.. folder.RuleFiles.Select(folder.RuleName)];

    /// <summary>
    /// The file as it stands; null when there is none of that name, wherever else on the machine there may be one.
    /// </summary>
    public async Task<string?> TextOfAsync(string name, CancellationToken ct) =>
        PathOf(name) is { } path ? await File.ReadAllTextAsync(path, ct) : null;

    /// <summary>
    /// The set with <paramref name="yaml"/> in place of the file, to try; null when it cannot be read. Where only
    /// examples fail the faults tell that beside the set: the trial is what shows why.
    /// </summary>
    public RuleSet? Build(string name, string yaml, DiagnosticBag diagnostics, CancellationToken ct)
    {
        if (PathOf(name) is null)
            diagnostics.Add(
                new SourceLocation($"rules/{name}", 1, 1),
                "there is no such file any more; open another and edit that"
            );
        var files = folder
            .RuleFiles.Select(path =>
                folder.RuleName(path) == name
                    ? YamlFile.Parse<RulesFile>(yaml, $"rules/{name}", diagnostics)
                    : YamlFile.Read<RulesFile>(path, $"rules/{folder.RuleName(path)}", diagnostics)
            )
            .ToList();
        if (diagnostics.Any)
            return null;
        List<RulesFile> read = [.. files.OfType<RulesFile>()];
        return RuleFiles.Load(read, "edited", diagnostics, warnings: null, State.ReadForRules, ct: ct)
            ?? RuleFiles.Load(
                read,
                "edited",
                new DiagnosticBag(),
                warnings: null,
                State.ReadForRules,
                runExamples: false,
                ct
            );
    }

    private string? PathOf(string name) => folder.RuleFiles.FirstOrDefault(path => folder.RuleName(path) == name);
}
