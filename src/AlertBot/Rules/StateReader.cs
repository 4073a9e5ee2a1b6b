using AlertBot.Feeds.Entries;

namespace AlertBot.Rules;

/// <summary>
/// Reads the state of talks that an entry reports, given the ids of the rules it meets; null when it reports none.
/// Stories use rules, so rules are handed their reader (<c>state:</c> in a rule).
/// </summary>
internal delegate string? StateReader(Entry entry, IEnumerable<string> ruleIds);
