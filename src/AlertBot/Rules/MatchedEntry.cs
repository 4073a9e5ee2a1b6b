using AlertBot.Feeds.Entries;

namespace AlertBot.Rules;

/// <summary>A stored entry and the rules it meets; perhaps none.</summary>
internal sealed record MatchedEntry(StoredEntry Stored, IReadOnlyList<Match> Matches)
{
    /// <summary>What it meets of the words that chats follow; each is for those chats alone.</summary>
    public IReadOnlyList<Match> Follows { get; init; } = [];

    /// <summary>Whether anybody may want to be alerted of it.</summary>
    public bool IsWanted => Matches.Count > 0 || Follows.Count > 0;

    public IEnumerable<string> RuleIds => Matches.Select(m => m.Rule.Id);

    /// <summary>The same, with the rules of words that chats follow.</summary>
    public IEnumerable<string> WantedIds => RuleIds.Concat(Follows.Select(m => m.Rule.Id));
}
