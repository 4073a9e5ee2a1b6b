namespace AlertBot.Rules;

/// <summary>The concepts of a rule set by number: whose words are whose, and which rules can be met when one is seen.</summary>
/// <param name="phrases">All phrases, numbered.</param>
/// <param name="conceptOfPhrase">The concept each phrase belongs to.</param>
/// <param name="madeOf">For each concept, the concepts it includes and the one of its false friends, or -1.</param>
/// <param name="rulesOfConcept">For each concept, the rules it can help to meet, directly or through concepts that include it.</param>
internal sealed class RuleIndex(PhraseIndex phrases, int[] conceptOfPhrase, (int[] Parts, int Except)[] madeOf, int[][] rulesOfConcept)
{
    public PhraseIndex Phrases { get; } = phrases;

    public int ConceptOf(int phrase) => conceptOfPhrase[phrase];

    public (int[] Parts, int Except) MadeOf(int concept) => madeOf[concept];

    public int[] RulesOf(int concept) => rulesOfConcept[concept];
}
