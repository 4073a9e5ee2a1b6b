using AlertBot.Configuration;
using AlertBot.Rules.Loading;

namespace AlertBot.Rules;

/// <summary>
/// The rule set in force. Changing files swap it as a whole, so one entry is never matched by two sets.
/// </summary>
internal sealed class CurrentRules(ConfigFolder folder, StateReader states)
{
    public ReloadableFile<RuleSet> Files { get; } =
        new(() => folder.RuleFiles, diagnostics => RuleFiles.Load(folder.Rules, diagnostics, warnings: null, states));

    /// <summary>Take it once for a piece of work; the next look may give a newer one.</summary>
    public RuleSet Current => Files.Current;
}
