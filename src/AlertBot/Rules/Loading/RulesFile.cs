using System.ComponentModel;

namespace AlertBot.Rules.Loading;

/// <summary>
/// One file under rules/, as it is written. All files together are one set: a rule may use a concept of any file.
/// </summary>
[Description(
    "Concepts (named lists of words and phrases) and the rules made of them. All files in this folder form one set."
)]
internal sealed record RulesFile
{
    [Description("Named lists of words and phrases. Rules and other concepts use them by name, also from other files.")]
    public ConceptTable? Concepts { get; init; }

    [Description("What readers can subscribe to: one rule for each topic.")]
    public IReadOnlyList<RuleEntry>? Rules { get; init; }
}
