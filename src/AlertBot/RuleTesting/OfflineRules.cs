using AlertBot.Configuration;
using AlertBot.Rules;
using AlertBot.Rules.Loading;
using AlertBot.Runtime;
using AlertBot.Stories.TalksState;

namespace AlertBot.RuleTesting;

/// <summary>Reads rules for the verbs that need no store and no network.</summary>
internal static class OfflineRules
{
    /// <summary>
    /// The rule set of <c>FOLDER/rules</c>, or null after telling every fault. Examples are not run: trying is how they
    /// are mended.
    /// </summary>
    public static async Task<RuleSet?> RulesAsync(ConfigFolder folder, Terminal terminal)
    {
        var diagnostics = new DiagnosticBag();
        var rules = RuleFiles.Load(folder.Rules, diagnostics, warnings: null, State.ReadForRules, runExamples: false);
        foreach (var diagnostic in diagnostics.All)
            await terminal.Error.WriteLineAsync($"{diagnostic}");
        return rules;
    }

    /// <summary>
    /// The rule set of another folder, be it one of rules or one that has <c>rules/</c> in it, or null after telling
    /// every fault.
    /// </summary>
    public static async Task<RuleSet?> OtherRulesAsync(string folder, Terminal terminal)
    {
        if (!Directory.Exists(folder))
            throw new InvalidDataException($"{folder}: there is no such folder");
        var inner = new ConfigFolder(folder).Rules;
        var diagnostics = new DiagnosticBag();
        var rules = RuleFiles.Load(
            Directory.Exists(inner) ? inner : folder,
            diagnostics,
            warnings: null,
            State.ReadForRules,
            runExamples: false
        );
        foreach (var diagnostic in diagnostics.All)
            await terminal.Error.WriteLineAsync($"{folder}: {diagnostic}");
        return rules;
    }
}
