using System.Collections.Concurrent;
using System.Text.Json;
using AlertBot.Alerts.Summaries;
using AlertBot.Feeds.Entries;
using AlertBot.Feeds.Parsing.Text;
using AlertBot.Localization;
using AlertBot.Rules;
using AlertBot.Storage;

namespace AlertBot.Web;

/// <summary>
/// Reads the text of reports with what alerts would say below their headlines. Choosing sentences costs more than
/// reading, so what was chosen is kept while text and rules stay as they are.
/// </summary>
internal sealed class ReportTexts(Database database, CurrentRules rules)
{
    /// <summary>Summaries are some hundred characters; then all are chosen anew.</summary>
    private const int MostKept = 5000;

    private readonly ConcurrentDictionary<long, (int Of, string Summary)> _kept = new();

    /// <summary>By entry; without those that are no longer stored.</summary>
    public async Task<Dictionary<long, ReportText>> ReadAsync(IReadOnlyCollection<long> entries, CancellationToken ct)
    {
        if (entries.Count == 0)
            return [];
        var ids = entries.ToArray();
        var set = rules.Current;
        var current = set.Rules.ToDictionary(rule => rule.Id, StringComparer.Ordinal);
        var texts = await database.QueryAsync<TextRow>(
            "SELECT id, title, summary, body, language FROM entries WHERE id IN @entries",
            new { entries = ids },
            ct
        );
        var matched = (
            await database.QueryAsync<(long Entry, string Rule, string Spans)>(
                "SELECT entry_id, rule_id, spans FROM matches WHERE entry_id IN @entries ORDER BY entry_id, rule_id",
                new { entries = ids },
                ct
            )
        ).ToLookup(row => row.Entry);
        return texts.ToDictionary(
            text => text.Id,
            text =>
            {
                var entry = text.ToEntry();
                return new ReportText(
                    entry,
                    SummaryOf(text, set.Version, () =>
                        Summary.Compose(
                            entry,
                            [
                                .. matched[text.Id]
                                    .Where(row => current.ContainsKey(row.Rule))
                                    .Select(row => new Match(
                                        current[row.Rule],
                                        JsonSerializer.Deserialize<Span[]>(row.Spans) ?? []
                                    )),
                            ]
                        )
                    )
                );
            }
        );
    }

    private string SummaryOf(TextRow text, string version, Func<string> compose)
    {
        var of = HashCode.Combine(text.Title, text.Summary, text.Body, version);
        if (_kept.TryGetValue(text.Id, out var kept) && kept.Of == of)
            return kept.Summary;
        if (_kept.Count >= MostKept)
            _kept.Clear();
        var summary = compose();
        _kept[text.Id] = (of, summary);
        return summary;
    }

    private sealed class TextRow
    {
        public long Id { get; init; }
        public required string Title { get; init; }
        public required string Summary { get; init; }
        public required string Body { get; init; }
        public required string Language { get; init; }

        public Entry ToEntry() =>
            new()
            {
                Identity = "",
                Title = Title,
                Summary = Summary,
                Body = Body,
                Boilerplate = Boilerplate.Find(Title, Summary, Body),
                Language = LanguageCodes.Parse(Language) ?? AlertBot.Localization.Language.English,
            };
    }
}

/// <summary>
/// A report's text, and what an alert would say below its headline; empty where the headline says all.
/// </summary>
internal sealed record ReportText(Entry Entry, string Summary);
