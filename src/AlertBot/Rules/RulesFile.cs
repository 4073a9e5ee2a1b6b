using System.ComponentModel;
using AlertBot.Config;

namespace AlertBot.Rules;

/// <summary>A file of rules/ as people write it. All files together are one set: concepts of one serve the rules of another.</summary>
[Description("Concepts (lists of words) and the rules that use them.")]
internal sealed record RulesFile
{
    [Description("Names for lists of words in Arabic, English and French.")]
    public IReadOnlyDictionary<string, Located<ConceptLine>>? Concepts { get; init; }

    [Description("The topics people subscribe to.")]
    public IReadOnlyList<Located<RuleLine>>? Rules { get; init; }
}

/// <summary>One rule.</summary>
[Description("A topic people subscribe to, and when an entry is about it.")]
internal sealed record RuleLine
{
    [Description("Short name in small Latin letters, digits and hyphens; people type it in /subscribe.")]
    public required Located<string> Id { get; init; }

    [Description("The topic's name in each language.")]
    public required LocalText Title { get; init; }

    [Description("How soon it wants to be read.")]
    public Urgency Urgency { get; init; } = Urgency.Normal;

    [Description("What an entry must hold.")]
    public required Located<WhenLine> When { get; init; }

    [Description("Texts that must and must not match; check runs them.")]
    public ExamplesLine? Examples { get; init; }
}

/// <summary>What a rule must and must not match.</summary>
[Description("Texts that must match the rule, and texts that must not.")]
internal sealed record ExamplesLine
{
    [Description("Each of these must match.")]
    public IReadOnlyList<Located<string>>? Match { get; init; }

    [Description("None of these may match.")]
    public IReadOnlyList<Located<string>>? NoMatch { get; init; }
}

/// <summary>Words by language, and other concepts.</summary>
[Description("Words by language; a phrase may have gaps (\"A ~3 B\": up to three words in between), word* is a beginning, exact:US these very letters.")]
internal record WordLists
{
    [Description("Arabic words and phrases.")]
    public IReadOnlyList<Located<string>>? Ar { get; init; }

    [Description("English words and phrases.")]
    public IReadOnlyList<Located<string>>? En { get; init; }

    [Description("French words and phrases.")]
    public IReadOnlyList<Located<string>>? Fr { get; init; }

    [Description("Words and phrases looked for in every language: names, numbers.")]
    public IReadOnlyList<Located<string>>? All { get; init; }

    [Description("Other concepts whose words belong to this one, too.")]
    public IReadOnlyList<Located<string>>? Any { get; init; }

    /// <summary>Each word with the language of its list.</summary>
    public IEnumerable<(Located<string> Word, Language? Language)> Words() =>
        (Ar ?? []).Select(w => (w, (Language?)Language.Arabic))
            .Concat((En ?? []).Select(w => (w, (Language?)Language.English)))
            .Concat((Fr ?? []).Select(w => (w, (Language?)Language.French)))
            .Concat((All ?? []).Select(w => (w, (Language?)null)));
}

/// <summary>A concept's words, and what looks like them and is not meant.</summary>
internal sealed record ConceptWords : WordLists
{
    [Description("False friends: where one of these stands, the words of the concept inside it do not count (olive oil, for oil).")]
    public WordLists? Except { get; init; }
}
