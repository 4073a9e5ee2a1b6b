using System.Text.RegularExpressions;
using AlertBot.Tests.Support;

namespace AlertBot.Tests;

/// <summary>
/// Words of a private dialect that the program once spoke stay out of its identifiers; docs/glossary.md has the words
/// that took their place.
/// </summary>
public sealed partial class NamesTests
{
    private static readonly HashSet<string> Retired = new(StringComparer.OrdinalIgnoreCase)
    {
        "desk",
        "ear",
        "ears",
        "fate",
        "fates",
        "frame",
        "gate",
        "grace",
        "likeness",
        "met",
        "parcel",
        "parcels",
        "patience",
        "retell",
        "retelling",
        "sketch",
        "telling",
        "theatre",
        "told",
        "trouble",
        "troubles",
        "wish",
        "wishes",
    };

    /// <summary>Columns of the store, keys of the texts and migrations keep their names.</summary>
    private static readonly HashSet<string> Kept = new(StringComparer.Ordinal)
    {
        "M101UnknownFates",
        "Parcel",
        "TestMet",
        "Told",
        "Wish",
    };

    [Fact]
    public void No_identifier_bears_a_retired_word()
    {
        var files = Repository.Sources("src/AlertBot").ToList();
        var borne =
            from file in files
            from identifier in Identifier().Matches(WithoutText(file.Text)).Select(m => m.Value).Distinct()
            where !Kept.Contains(identifier) && (SaysTakeUp(identifier) || WordsOf(identifier).Any(Retired.Contains))
            select $"{Path.GetFileName(file.Name)}: {identifier}";

        Assert.NotEmpty(files);
        Assert.Empty(borne);
    }

    [Fact]
    public void What_is_kept_is_still_there()
    {
        var code = string.Concat(Repository.Sources("src/AlertBot").Select(file => file.Text));

        Assert.All(Kept, name => Assert.Contains(name, code, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("WasToldOnce")]
    [InlineData("_retelling")]
    [InlineData("TakeUpAsync")]
    [InlineData("HTTPGrace")]
    public void A_retired_word_is_seen_within_a_name(string identifier) =>
        Assert.True(SaysTakeUp(identifier) || WordsOf(identifier).Any(Retired.Contains));

    [Theory]
    [InlineData("Method")]
    [InlineData("Desktop")]
    [InlineData("Gateway")]
    [InlineData("Frames")]
    public void A_longer_word_is_another_word(string identifier) =>
        Assert.False(SaysTakeUp(identifier) || WordsOf(identifier).Any(Retired.Contains));

    private static bool SaysTakeUp(string identifier) => TakeUp().IsMatch(identifier);

    private static IEnumerable<string> WordsOf(string identifier) => Word().Matches(identifier).Select(m => m.Value);

    /// <summary>The code without comments and strings: they are prose, SQL and texts.</summary>
    private static string WithoutText(string code) => Text().Replace(code, "");

    [GeneratedRegex(@"\x22{3}[\s\S]*?\x22{3}|//[^\n]*|\x22(?:\\.|[^\x22\\\n])*\x22")]
    private static partial Regex Text();

    [GeneratedRegex(@"\b_?[A-Za-z][A-Za-z0-9]*\b")]
    private static partial Regex Identifier();

    [GeneratedRegex("[A-Z]?[a-z0-9]+|[A-Z]+(?![a-z])")]
    private static partial Regex Word();

    [GeneratedRegex("^_?[Tt](?:ake|akes|aken|ook)Up(?![a-z])|T(?:ake|akes|aken|ook)Up(?![a-z])")]
    private static partial Regex TakeUp();
}
