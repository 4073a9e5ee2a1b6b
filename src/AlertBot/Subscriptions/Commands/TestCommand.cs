using AlertBot.Feeds;
using AlertBot.Rules;

namespace AlertBot.Subscriptions.Commands;

/// <summary><c>/test TEXT</c>: which topics a text would be told under, and what near misses lack.</summary>
internal sealed class TestCommand(RuleBook rules)
{
    private const int MostNearMisses = 5;

    public Reply Test(Asking asking)
    {
        if (asking.Words.Length == 0)
            return asking.Reply(asking.Texts.TestHow);
        var set = rules.Current;
        var entry = EntryOf(asking.Words);
        var matches = set.Match(entry);
        var lines = new List<string> { matches.Count > 0 ? asking.Texts.TestMet : asking.Texts.TestNone };
        lines.AddRange(
            matches.Select(match => MarkedText.Line(match.Rule, match.Rule.Id, asking.Language, entry, match.Spans))
        );
        var misses = set.Try(entry).Where(trial => !trial.IsMatch).Take(MostNearMisses).ToList();
        if (misses.Count > 0)
        {
            lines.Add("");
            lines.Add(asking.Texts.TestNear);
            lines.AddRange(
                misses.Select(miss =>
                    $"• {ChatTexts.Isolate(miss.Rule.Title.In(asking.Language))}: {asking.Texts.List(miss.Missing)}"
                )
            );
        }
        lines.Add("");
        lines.Add(ChatTexts.Fill(asking.Texts.WhyRules, set.Version));
        return asking.Reply(string.Join('\n', lines));
    }

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
            Language = LanguageDetection.Of(text, null),
        };
    }
}
