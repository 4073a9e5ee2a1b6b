using AlertBot.Localization;
using AlertBot.Rules;
using AlertBot.Rules.Words;
using AlertBot.Subscriptions;
using AlertBot.Subscriptions.Commands;

namespace AlertBot.Channels.Discord.Receiving;

/// <summary>
/// Suggests topics while they are written; several stand in one line, parted by commas, and the last is being written.
/// </summary>
internal sealed class DiscordTopics(CurrentRules rules)
{
    /// <summary>Choices, and characters of each (Application Commands, Choice, read 2026-11-23).</summary>
    private const int Most = 25;
    private const int MostCharacters = 100;

    public IReadOnlyList<DiscordSuggestion> Suggest(string written, Language? language)
    {
        var cut = written.LastIndexOfAny([',', '،']) + 1;
        var (before, begun) = (written[..cut].Trim(), Folding.Letters(written[cut..]));
        var shown = language ?? Language.English;
        var chosen = before.Split([',', '،'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var all =
            before.Length == 0
                ?
                [
                    (
                        Id: Subscription.AllTopics,
                        Title: ChatTexts.For(shown).AllTopics,
                        Names: (string[])[Subscription.AllTopics, ChatTexts.For(shown).AllTopics]
                    ),
                ]
                : Array.Empty<(string Id, string Title, string[] Names)>();
        return
        [
            .. rules
                .Current.Rules.Select(rule => (rule.Id, Title: rule.Title.In(shown), Names: NamesOf(rule)))
                .Concat(all)
                .Where(topic =>
                    !chosen.Contains(topic.Id)
                    && topic.Names.Any(name => Folding.Letters(name).Contains(begun, StringComparison.Ordinal))
                )
                .Select(topic => new DiscordSuggestion($"{before} {topic.Title}".Trim(), $"{before} {topic.Id}".Trim()))
                .Where(suggestion => suggestion.Value.Length <= MostCharacters)
                .Select(suggestion => suggestion with { Name = SafeText.Cut(suggestion.Name, MostCharacters) })
                .Take(Most),
        ];
    }

    private static string[] NamesOf(Rule rule) =>
        [rule.Id, .. new[] { rule.Title.Ar, rule.Title.En, rule.Title.Fr }.OfType<string>()];
}
