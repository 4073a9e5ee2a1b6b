using System.Text.Json;
using AlertBot.Storage;

namespace AlertBot.Rules;

/// <summary>
/// Which entry met which rule, by which words, under which version of the rules: what "why did I get this?" is answered
/// from.
/// </summary>
internal sealed class MatchStore
{
    public Task RecordAsync(
        StoreTransaction tx,
        IReadOnlyList<MatchedEntry> entries,
        string rulesVersion,
        CancellationToken ct
    ) =>
        tx.QueueEachAsync(
            """
            INSERT INTO matches (entry_id, rule_id, rules_version, spans)
            VALUES (@EntryId, @RuleId, @rulesVersion, @Spans)
            """,
            [
                .. entries.SelectMany(entry =>
                    entry
                        .Matches.Concat(entry.Follows)
                        .Select(match => new
                        {
                            EntryId = entry.Stored.Id,
                            RuleId = match.Rule.Id,
                            rulesVersion,
                            Spans = JsonSerializer.Serialize(match.Spans),
                        })
                ),
            ],
            ct
        );
}
