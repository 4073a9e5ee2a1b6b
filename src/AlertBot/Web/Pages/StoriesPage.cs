using AlertBot.Stories.TalksState;

namespace AlertBot.Web.Pages;

/// <summary>The stories that moved last, and one of them with its sources and time line.</summary>
internal sealed class StoriesPage(PageStore store)
{
    private const int MostStories = 50;
    private const int MostReports = 200;

    public async Task<Html?> ListAsync(PageLayout page, CancellationToken ct)
    {
        var stories = await store.StoriesAsync(MostStories, ct);
        var texts = page.Texts;
        return page.Render(
            texts.Stories,
            stories.Count == 0
                ? (Html)$"<p>{texts.NoStory}</p>"
                : Table.Render(
                    [texts.Headline, texts.State, texts.Sources, texts.Reports, texts.LastReport],
                    stories.Select(story =>
                        (IReadOnlyList<Html>)
                            [
                                $"""<a href="{page.Link($"/stories/{story.Id}")}">"""
                                    + $"""{PageLayout.Foreign(story.Headline, story.Language)}</a>""",
                                State(page, story.State),
                                $"{story.Sources}",
                                $"{story.Reports}",
                                page.Time(story.LastSeen),
                            ]
                    )
                )
        );
    }

    public async Task<Html?> StoryAsync(PageLayout page, long id, CancellationToken ct)
    {
        if (await store.StoryAsync(id, ct) is not { } story)
            return null;
        var reports = await store.ReportsAsync(id, MostReports, ct);
        var texts = page.Texts;
        return page.Render(
            story.Headline,
            PageLayout.Foreign(story.Headline, story.Language),
            $"""
            <dl><dt>{texts.State}</dt><dd>{State(
                page,
                story.State
            )}</dd><dt>{texts.Sources}</dt><dd>{story.Sources}</dd><dt>{texts.Reports}</dt><dd>{story.Reports}</dd></dl>
            <section aria-labelledby="line"><h2 id="line">{texts.TimeLine}</h2><ol class="line">{reports.Select(
                report => Report(page, report)
            )}</ol></section>
            """
        );
    }

    private static Html Report(PageLayout page, ReportRow report)
    {
        var title = PageLayout.Foreign(report.Title, report.Language);
        // A feed may name any address: only those of the web become links.
        var isWeb = Uri.TryCreate(report.Link, UriKind.Absolute, out var link) && link.Scheme is "http" or "https";
        Html named = isWeb
            ? (Html)$"""<a href="{report.Link}" rel="noreferrer noopener external">{title}</a>"""
            : title;
        Html camp = report.Camp is null ? (Html)$"" : $" · {Html.Bdi(report.Camp)}";
        Html state = report.State is null ? (Html)$"" : $" · {State(page, report.State)}";
        Html happening = report.EventId is { } number ? (Html)$" · № {number}" : (Html)$"";
        return $"""<li>{page.Time(report.Time)}<p>{named}</p><p class="small">{Html.Bdi(report.Publisher)}"""
            + $"""{camp}{state}{happening} · <a href="{page.Link("/try")}&entry={report.Id}">{page.Texts.Try}</a>"""
            + $"""</p></li>""";
    }

    private static Html State(PageLayout page, string? state) =>
        StateNames.Find(state) is { } name ? (Html)$"""<span class="mark">{name.In(page.Language)}</span>""" : $"–";
}
