using AlertBot.Feeds.Entries;

namespace AlertBot.Rules;

/// <summary>What one rule makes of one entry, for whoever writes rules.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="IsMatch">Whether the entry meets it.</param>
/// <param name="Highlights">The words by which it does; if it does not, those of the rule's words that stand there all
/// the same.</param>
/// <param name="Missing">What keeps it from matching, each in words; nothing when it matches.</param>
internal sealed record RuleExplanation(
    Rule Rule,
    bool IsMatch,
    IReadOnlyList<Highlight> Highlights,
    IReadOnlyList<string> Missing
)
{
    /// <summary>The words that alone keep it from matching; none where others are missing.</summary>
    public IReadOnlyList<Span> Against { get; init; } = [];
}

/// <summary>
/// Words of an entry that a rule looks for, and the concepts they belong to: <c>libya-any (tripoli)</c> by way of
/// another.
/// </summary>
internal sealed record Highlight(Span Span, IReadOnlyList<string> Concepts);
