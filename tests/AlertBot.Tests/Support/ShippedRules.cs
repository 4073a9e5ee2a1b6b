using AlertBot.Configuration;
using AlertBot.Rules;
using AlertBot.Rules.Loading;
using AlertBot.Stories.TalksState;

namespace AlertBot.Tests.Support;

/// <summary>The rules in config/rules, read once for all tests; their examples are run by ShippedRulesTests.</summary>
internal static class ShippedRules
{
    public static RuleSet Set { get; } =
        RuleFiles.Load(
            Repository.PathOf("config/rules"),
            new DiagnosticBag(),
            [],
            State.ReadForRules,
            runExamples: false
        ) ?? throw new InvalidOperationException("faults in config/rules");
}
