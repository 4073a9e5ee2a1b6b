using AlertBot.Config;

namespace AlertBot.Rules;

/// <summary>One word of a phrase.</summary>
/// <param name="Folded">Its folded letters, without article.</param>
/// <param name="Kind">How a text's word must meet it.</param>
/// <param name="Exact">For <see cref="StepKind.Exact"/>: the letters as the rule has them.</param>
/// <param name="Gap">Most words that may stand between it and the step before.</param>
internal sealed record PhraseStep(string Folded, StepKind Kind, string? Exact, int Gap);

/// <summary>How a step is met.</summary>
internal enum StepKind
{
    /// <summary>By any form of the word.</summary>
    Forms,

    /// <summary>By any word that begins so.</summary>
    Prefix,

    /// <summary>By these very letters.</summary>
    Exact,
}

/// <summary>A word or phrase of a concept, read from its notation.</summary>
/// <param name="Notation">As the rule file has it.</param>
/// <param name="Language">The list it stands in; null for words of all languages.</param>
/// <param name="Steps">At least one.</param>
internal sealed record Phrase(string Notation, Language? Language, IReadOnlyList<PhraseStep> Steps)
{
    /// <summary>Two notations with one key mean the same.</summary>
    public string Key => string.Join(' ', Steps.Select(s => $"{(s.Gap > 0 ? $"~{s.Gap} " : "")}{s.Kind}:{s.Exact ?? s.Folded}"));
}
