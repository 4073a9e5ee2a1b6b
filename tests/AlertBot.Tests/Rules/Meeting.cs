using AlertBot.Config;
using AlertBot.Feeds;
using AlertBot.Rules.Files;
using AlertBot.Rules.Matching;
using AlertBot.Rules.Words;

namespace AlertBot.Tests.Rules;

/// <summary>Asks whether one term finds something in a text.</summary>
internal static class Meeting
{
    /// <summary>The stretches of <paramref name="text"/> that the term finds, as they stand there.</summary>
    public static IReadOnlyList<string> Find(string term, string text, Language language, Languages? listed = null) =>
        [.. Spans(term, text, language, listed).Select(span => text.Substring(span.Start, span.Length))];

    /// <summary>Where they stand.</summary>
    public static IReadOnlyList<Span> Spans(string term, string text, Language language, Languages? listed = null)
    {
        var faults = new Faults();
        var terms = new TermReader(faults).Read(
            new Located<string>(term, new Place("test", 1, 1)),
            listed ?? language.ToSet()
        );
        Assert.Empty(faults.All);
        var reading = new Reading([new Concept("test", [], [])]);
        reading.Begin(RulesFolder.Entry(text, language));
        new PhraseBook([.. terms.Select(t => (0, t))]).Find(reading, language);
        return [.. reading.Of(0).Select(reading.SpanOf)];
    }

    public static bool Of(string term, string text, Language language, Languages? listed = null) =>
        Find(term, text, language, listed).Count > 0;
}
