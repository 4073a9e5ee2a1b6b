using AlertBot.Configuration;
using AlertBot.Feeds.Entries;
using AlertBot.Rules;
using AlertBot.Rules.Words;
using AlertBot.RuleTesting;

namespace AlertBot.Web.Pages;

/// <summary>What came of trying rules.</summary>
internal abstract record TryAnswer
{
    /// <summary>Stored entries found by words of their title: what no rule met stands in no story.</summary>
    /// <param name="Entries">Newest first.</param>
    /// <param name="StoppedAt">Where the search ended before the end, for want of time.</param>
    internal sealed record Found(IReadOnlyList<PastEntry> Entries, DateTimeOffset? StoppedAt) : TryAnswer;

    /// <summary>What an edit of the rules would have gained and lost on the entries of the last days.</summary>
    internal sealed record Compared(IReadOnlyList<RuleDifference> Differences, DateTimeOffset? StoppedAt) : TryAnswer
    {
        public int Gained => Differences.Count(row => row.Difference.IsGained);

        public int Lost => Differences.Count - Gained;
    }

    /// <summary>What each rule makes of a text, those that match first.</summary>
    internal sealed record Explained(Entry Entry, IReadOnlyList<RuleExplanation> Rules) : TryAnswer
    {
        public IEnumerable<Field> Fields => Enum.GetValues<Field>().Where(part => Entry[part].Length > 0);

        /// <summary>A field's text in pieces; the words that the rule found are marked.</summary>
        public IEnumerable<(string Words, bool IsMarked)> Pieces(Field field, RuleExplanation rule)
        {
            var (text, at) = (Entry[field], 0);
            var spans = rule.Highlights.Select(mark => mark.Span).Where(span => span.Field == field);
            foreach (var span in spans.OrderBy(span => span.Start))
            {
                if (span.Start < at)
                    continue;
                yield return (text[at..span.Start], false);
                at = span.Start + span.Length;
                yield return (text[span.Start..at], true);
            }
            yield return (text[at..], false);
        }
    }
}

/// <summary>An entry on which two sets of rules differ.</summary>
internal sealed record RuleDifference(PastEntry Past, Difference Difference);

/// <summary>Does what the form asks, within the bounds of <see cref="BoundedWork"/>.</summary>
internal sealed class TryRunner(CurrentRules rules, EditedRules files, RecentEntries recent, BoundedWork work)
{
    private const int MostFound = 20;

    /// <summary>A text to be tried is a report; a form takes ten times as much.</summary>
    private const int LongestText = 100_000;

    /// <param name="form">What was asked.</param>
    /// <param name="faults">Takes the faults of the edited file, and that it took too long.</param>
    /// <param name="ct">Ends when the reader leaves.</param>
    /// <returns>Null when nothing was asked, or the edited file cannot be read.</returns>
    public async Task<TryAnswer?> RunAsync(TryForm form, DiagnosticBag faults, CancellationToken ct)
    {
        try
        {
            var set =
                form.Yaml.Length == 0
                    ? rules.Current
                    : await work.RunAsync(token => files.Build(form.File, form.Yaml, form.IsNew, faults, token), ct);
            return set is null ? null
                : form.Do == "find" ? await FindAsync(form.Find, ct)
                : form.Do == "compare" ? await CompareAsync(set, ct)
                : form.Do == "read" || form.Text.Length == 0 ? null
                : await ExplainAsync(set, form.Text, ct);
        }
        catch (TooCostlyException e)
        {
            faults.Add(new SourceLocation(form.File.Length > 0 ? $"rules/{form.File}" : "text", 1, 1), e.Message);
            return null;
        }
    }

    private async Task<TryAnswer> FindAsync(string words, CancellationToken ct)
    {
        // Folded, as rules read them: a searcher need not know how a desk writes its hamzas and accents.
        var wanted = Folding.Fold(words).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var found = new List<PastEntry>();
        var stoppedAt = await recent.ReadAsync(
            past =>
            {
                var title = Folding.Fold(past.Entry.Title);
                if (Array.TrueForAll(wanted, word => title.Contains(word, StringComparison.Ordinal)))
                    found.Add(past);
                return found.Count < MostFound;
            },
            ct
        );
        return new TryAnswer.Found(found, stoppedAt);
    }

    private async Task<TryAnswer> CompareAsync(RuleSet edited, CancellationToken ct)
    {
        var comparison = new RuleSetComparison(rules.Current, edited);
        var differences = new List<RuleDifference>();
        var stoppedAt = await recent.ReadAllAsync(
            some =>
                work.RunAsync(
                    token =>
                    {
                        foreach (var past in some)
                        {
                            token.ThrowIfCancellationRequested();
                            differences.AddRange(
                                comparison.Compare(ReplayItem.From(past)).Select(d => new RuleDifference(past, d))
                            );
                        }
                        return some.Count;
                    },
                    ct
                ),
            ct
        );
        return new TryAnswer.Compared(differences, stoppedAt);
    }

    private async Task<TryAnswer> ExplainAsync(RuleSet set, string text, CancellationToken ct)
    {
        var entry = TrySource.EntryOf(text.Length > LongestText ? text[..LongestText] : text, null);
        return new TryAnswer.Explained(
            entry,
            await work.RunAsync(
                token => set.Explain(entry, token).OrderBy(explanation => !explanation.IsMatch).ToList(),
                ct
            )
        );
    }
}
