using System.Text.Json;
using AlertBot.Storage;

namespace AlertBot.Rules;

/// <summary>
/// Which entry met which rule, by which words, under which version of the rules: what "why did I get this?" is answered
/// from.
/// </summary>
internal sealed class MatchStore
{
    public async Task RecordAsync(StoreTransaction tx, MatchedEntry entry, string rulesVersion, CancellationToken ct)
    {
        foreach (var match in entry.Matches.Concat(entry.Follows))
        {
            await tx.ExecuteAsync(
                "INSERT INTO matches (entry_id, rule_id, rules_version, spans) "
                    + "VALUES (@EntryId, @RuleId, @rulesVersion, @Spans)",
                new
                {
                    EntryId = entry.Stored.Id,
                    RuleId = match.Rule.Id,
                    rulesVersion,
                    Spans = JsonSerializer.Serialize(match.Spans),
                },
                ct
            );
        }
    }
}
