using AlertBot.Chats;
using AlertBot.Feeds.Entries;
using AlertBot.Feeds.Parsing.Text;
using AlertBot.Localization;
using AlertBot.Rules;

namespace AlertBot.Subscriptions.Commands;

/// <summary><c>/test TEXT</c>: which topics a text would be told under, and what near misses lack.</summary>
internal sealed class TestCommand(CurrentRules rules)
{
    private const int MostNearMisses = 5;
    private const int MostWords = 4;

    public Reply Test(CommandContext context)
    {
        if (context.Words.Length == 0)
            return context.Reply(context.Texts.TestHow);
        var set = rules.Current;
        var entry = EntryOf(context.Words);
        var matches = set.Match(entry);
        var lines = new List<string> { matches.Count > 0 ? context.Texts.TestMet : context.Texts.TestNone };
        lines.AddRange(
            matches.Select(match => MarkedText.Line(match.Rule, match.Rule.Id, context.Language, entry, match.Spans))
        );
        var misses = set.Explain(entry).Where(explanation => !explanation.IsMatch).Take(MostNearMisses).ToList();
        if (misses.Count > 0)
        {
            lines.Add("");
            lines.Add(context.Texts.TestNear);
            lines.AddRange(
                misses.Select(miss =>
                    $"• {SafeText.Isolate(miss.Rule.Title.In(context.Language))}: {Lacks(miss, context.Texts, entry)}"
                )
            );
        }
        lines.Add("");
        lines.Add(SafeText.Fill(context.Texts.WhyRules, set.Version));
        return context.Reply(string.Join('\n', lines));
    }

    /// <summary>Which words of the topic stand there, and that they are too few or set aside by others.</summary>
    private static string Lacks(RuleExplanation miss, ChatTexts texts, Entry entry)
    {
        var found = Words(miss.Highlights.Select(highlight => highlight.Span), texts, entry);
        if (found.Length == 0)
            found = texts.TestBare;
        return miss.Against.Count == 0
            ? texts.TestFound.Replace("{0}", found, StringComparison.Ordinal)
            : texts
                .TestBlocked.Replace("{0}", found, StringComparison.Ordinal)
                .Replace("{1}", Words(miss.Against, texts, entry), StringComparison.Ordinal);
    }

    private static string Words(IEnumerable<Span> spans, ChatTexts texts, Entry entry) =>
        texts.List(
            spans
                .Select(span => MarkedText.WithoutMarks(entry[span.Field].Substring(span.Start, span.Length)))
                .Distinct(StringComparer.OrdinalIgnoreCase)
                .Take(MostWords)
                .Select(word => texts.Quoted.Replace("{0}", word, StringComparison.Ordinal))
        );

    /// <summary>The first line is the headline, as in a copied article.</summary>
    private static Entry EntryOf(string text)
    {
        var end = text.IndexOf('\n', StringComparison.Ordinal);
        var (title, body) = end < 0 ? (text, "") : (text[..end].Trim(), text[end..].Trim());
        return new Entry
        {
            Identity = "test",
            Title = title,
            Body = body,
            Boilerplate = Boilerplate.Find(title, "", body),
            Language = LanguageDetection.Detect(text, null),
        };
    }
}
