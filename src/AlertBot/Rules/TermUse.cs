using AlertBot.Rules.Matching;

namespace AlertBot.Rules;

/// <summary>A word of a list that stands in an entry.</summary>
/// <param name="Concept">The concept that lists it.</param>
/// <param name="Term">As the list has it.</param>
/// <param name="Text">As the entry has it.</param>
/// <param name="Rules">The rules that the entry meets by it, among other words.</param>
internal sealed record TermUse(string Concept, Term Term, string Text, IReadOnlyList<string> Rules);
