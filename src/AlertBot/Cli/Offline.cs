using AlertBot.Config;
using AlertBot.Rules;

namespace AlertBot.Cli;

/// <summary>Reads rules for the verbs that need no store and no network.</summary>
internal static class Offline
{
    /// <summary>The rule set of <c>FOLDER/rules</c>, or null after telling every fault. Examples are not run: trying is how they are mended.</summary>
    public static async Task<RuleSet?> RulesAsync(ConfigFolder folder, Terminal terminal)
    {
        var faults = new Faults();
        var rules = RuleFiles.Read(folder.Rules, faults, warnings: null, runExamples: false);
        foreach (var fault in faults.All)
            await terminal.Error.WriteLineAsync($"{fault}");
        return rules;
    }
}
