using AlertBot.Feeds.Entries;

namespace AlertBot.Rules;

/// <summary>A stored entry and the rules it meets; perhaps none.</summary>
internal sealed record MatchedEntry(StoredEntry Stored, IReadOnlyList<Match> Matches)
{
    public IEnumerable<string> RuleIds => Matches.Select(m => m.Rule.Id);
}
