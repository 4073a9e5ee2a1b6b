using System.Text.RegularExpressions;
using AlertBot.Configuration;
using AlertBot.Configuration.Yaml;
using AlertBot.Rules;
using AlertBot.Rules.Loading;
using AlertBot.Stories.TalksState;

namespace AlertBot.RuleTesting;

/// <summary>
/// The rule files, one of them as it is edited in the page, or one more that is begun there; nothing is written.
/// </summary>
internal sealed partial class EditedRules(ConfigFolder folder)
{
    public IReadOnlyList<string> Names => [.. folder.RuleFiles.Select(folder.RuleName)];

    /// <summary>
    /// The file as it stands; null when there is none of that name, wherever else on the machine there may be one.
    /// </summary>
    public async Task<string?> TextOfAsync(string name, CancellationToken ct) =>
        PathOf(name) is { } path ? await File.ReadAllTextAsync(path, ct) : null;

    /// <summary>
    /// What stands against a new file of that name, and what to write instead; null when nothing does.
    /// </summary>
    public string? FaultOfNew(string name) =>
        !NewName().IsMatch(name)
            ? "that is no name for a rule file; write small letters, digits and hyphens, 40 at most, as "
                + "fuel-prices.yaml"
        : Names.Contains(name, StringComparer.OrdinalIgnoreCase)
            ? "there is a file of that name already; open it, or choose another name"
        : null;

    /// <summary>
    /// The set with <paramref name="yaml"/> in place of the file, to try; null when it cannot be read. Where only
    /// examples fail the faults tell that beside the set: the trial is what shows why.
    /// </summary>
    /// <param name="name">The file.</param>
    /// <param name="yaml">What is to stand in it.</param>
    /// <param name="isNew">Whether it is one that the folder does not have yet.</param>
    /// <param name="diagnostics">Gets what is wrong.</param>
    /// <param name="ct">Ends when the reader leaves.</param>
    public RuleSet? Build(string name, string yaml, bool isNew, DiagnosticBag diagnostics, CancellationToken ct)
    {
        var isAdded = isNew && FaultOfNew(name) is null;
        if (!isAdded && PathOf(name) is null)
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
        if (isAdded)
            files.Add(YamlFile.Parse<RulesFile>(yaml, $"rules/{name}", diagnostics));
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

    [GeneratedRegex("^[a-z0-9](-?[a-z0-9]){0,39}\\.ya?ml\\z", RegexOptions.CultureInvariant)]
    private static partial Regex NewName();
}
