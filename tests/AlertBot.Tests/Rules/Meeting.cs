using AlertBot.Configuration;
using AlertBot.Feeds.Entries;
using AlertBot.Localization;
using AlertBot.Rules.Loading;
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
        var diagnostics = new DiagnosticBag();
        var terms = new TermReader(diagnostics).Parse(
            new Located<string>(term, new SourceLocation("test", 1, 1)),
            listed ?? language.ToSet()
        );
        Assert.Empty(diagnostics.All);
        var context = new MatchContext([new Concept("test", [], [])]);
        context.Begin(RulesFolder.Entry(text, language));
        new PhraseBook([.. terms.Select(t => (0, t))]).Find(context, language);
        return [.. context.PlacesOf(0).Select(context.SpanOf)];
    }

    public static bool Of(string term, string text, Language language, Languages? listed = null) =>
        Find(term, text, language, listed).Count > 0;
}
