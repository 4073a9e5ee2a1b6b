using AlertBot.Config;

namespace AlertBot.Rules;

/// <summary>
/// The rule set in force. Changing files swap it as a whole, so one entry is never matched by two sets.
/// </summary>
internal sealed class RuleBook(ConfigFolder folder)
{
    public Live<RuleSet> Live { get; } =
        new(() => folder.RuleFiles, faults => RuleFiles.Read(folder.Rules, faults, warnings: null));

    /// <summary>Take it once for a piece of work; the next look may give a newer one.</summary>
    public RuleSet Current => Live.Current;
}
