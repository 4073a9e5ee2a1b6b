using AlertBot.Feeds.Entries;
using AlertBot.Localization;
using AlertBot.Rules.Words;
using AlertBot.RuleTesting;

namespace AlertBot.Web.Pages;

/// <summary>
/// Stored entries found by words of their title, each a button that tries the rules on it: what no rule met stands in
/// no story.
/// </summary>
internal static class FoundEntries
{
    private const int MostShown = 20;

    public static async Task<Html> WriteAsync(PageLayout page, string words, RecentEntries recent, CancellationToken ct)
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
                return found.Count < MostShown;
            },
            ct
        );
        var texts = page.Texts;
        return $"""
            <h2>{texts.TryResult}</h2>
            <p>{(found.Count == 0 ? texts.TryFindNone : texts.TryFindNewest)}</p>
            {(stoppedAt is null ? (Html)$"" : (Html)$"<p>{PageLayout.With(texts.TryFindPartial, stoppedAt.Value)}</p>")}
            {(
                found.Count == 0
                    ? (Html)$""
                    : Table.Render([texts.Headline, texts.Publisher, texts.Time], found.Select(past => Row(page, past)))
            )}
            """;
    }

    private static IReadOnlyList<Html> Row(PageLayout page, PastEntry past) =>
        [Button(past), Html.Bdi(past.Publisher), page.Time(past.Entry.Published ?? past.FirstSeen)];

    /// <summary>A headline that tries the rules, as edited in the form, on its report.</summary>
    public static Html Button(PastEntry past) =>
        $"""<button form="{PageLayout.Form}" name="do" value="{TryForm.ButtonOf(past.Id)}" """
        + $"""class="link">{PageLayout.Foreign(past.Entry.Title, past.Entry.Language.Code())}</button>""";
}
