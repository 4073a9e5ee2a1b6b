using System.ComponentModel;
using AlertBot.Configuration;

namespace AlertBot.Rules.Loading;

/// <summary>Words and phrases by language, and concepts by name.</summary>
internal record WordLists
{
    [Description(
        "Arabic words and phrases. \"وقف ~3 النار\": up to three words in between. Prefixes, pronouns and "
            + "sound plurals are understood. \"name:العزيزية\": a name, met with prefixes and spelling slips "
            + "only."
    )]
    public IReadOnlyList<Located<string>>? Ar { get; init; }

    [Description(
        "English words and phrases, looked for in English entries. truc*: whatever begins so. "
            + "Plurals and verb endings are understood. \"name:Williams\": a name, met with its capital and in "
            + "no other form."
    )]
    public IReadOnlyList<Located<string>>? En { get; init; }

    [Description(
        "French words and phrases, looked for in French entries. Plurals, feminines and elision are "
            + "understood. \"name:Syrte\": a name, met with its capital and in no other form."
    )]
    public IReadOnlyList<Located<string>>? Fr { get; init; }

    [Description(
        "Words for entries in every language: \"name:Haftar\", 5+5. \"exact:US\" is found only as it is "
            + "written, capitals included."
    )]
    public IReadOnlyList<Located<string>>? All { get; init; }

    [Description("Names of other concepts whose words count as well.")]
    public IReadOnlyList<Located<string>>? Any { get; init; }

    /// <summary>The lists with the languages they are for.</summary>
    public IEnumerable<(Words.Languages Languages, IReadOnlyList<Located<string>> Words)> ByLanguage() =>
        [
            (Words.Languages.Arabic, Ar ?? []),
            (Words.Languages.English, En ?? []),
            (Words.Languages.French, Fr ?? []),
            (Words.Languages.All, All ?? []),
        ];

    public bool IsEmpty => ByLanguage().All(list => list.Words.Count == 0) && Any is null or { Count: 0 };
}

/// <summary>A concept's words, and its false friends.</summary>
internal sealed record ConceptEntry : WordLists
{
    [Description(
        "False friends: where such a phrase stands, words of this concept inside or overlapping it do not count."
    )]
    public ExceptEntry? Except { get; init; }

    [Description(
        "Groups that this concept belongs to, as if their any: named it: a new party joins the book of parties."
    )]
    public IReadOnlyList<Located<string>>? MemberOf { get; init; }
}

/// <summary>What takes words of a concept away.</summary>
internal sealed record ExceptEntry : WordLists
{
    [Description(
        "A group: below the headline, words of this concept do not count where they stand in a list of three or "
            + "more of the group (\"in Libya, Sudan and Yemen\")."
    )]
    public Located<string>? ListOf { get; init; }
}
