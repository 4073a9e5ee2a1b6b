using AlertBot.Stories;

namespace AlertBot.Web;

/// <summary>The stories that moved last, and one of them with its sources and time line.</summary>
internal sealed class StoriesPage(PageStore store)
{
    private const int MostStories = 50;
    private const int MostReports = 200;

    public async Task<Html?> ListAsync(Frame frame, CancellationToken ct)
    {
        var stories = await store.StoriesAsync(MostStories, ct);
        var texts = frame.Texts;
        return frame.Around(
            texts.Stories,
            stories.Count == 0
                ? (Html)$"<p>{texts.NoStory}</p>"
                : Table.Of(
                    [texts.Headline, texts.State, texts.Sources, texts.Reports, texts.LastReport],
                    stories.Select(story =>
                        (IReadOnlyList<Html>)
                            [
                                $"""<a href="{frame.Link($"/stories/{story.Id}")}">"""
                                    + $"""{Frame.Foreign(story.Headline, story.Language)}</a>""",
                                State(frame, story.State),
                                $"{story.Sources}",
                                $"{story.Reports}",
                                frame.Time(story.LastSeen),
                            ]
                    )
                )
        );
    }

    public async Task<Html?> StoryAsync(Frame frame, long id, CancellationToken ct)
    {
        if (await store.StoryAsync(id, ct) is not { } story)
            return null;
        var reports = await store.ReportsAsync(id, MostReports, ct);
        var texts = frame.Texts;
        return frame.Around(
            story.Headline,
            Frame.Foreign(story.Headline, story.Language),
            $"""
            <dl><dt>{texts.State}</dt><dd>{State(
                frame,
                story.State
            )}</dd><dt>{texts.Sources}</dt><dd>{story.Sources}</dd><dt>{texts.Reports}</dt><dd>{story.Reports}</dd></dl>
            <section aria-labelledby="line"><h2 id="line">{texts.TimeLine}</h2><ol class="line">{reports.Select(
                report => Report(frame, report)
            )}</ol></section>
            """
        );
    }

    private static Html Report(Frame frame, ReportRow report)
    {
        var title = Frame.Foreign(report.Title, report.Language);
        // A feed may name any address: only those of the web become links.
        var isWeb = Uri.TryCreate(report.Link, UriKind.Absolute, out var link) && link.Scheme is "http" or "https";
        Html named = isWeb
            ? (Html)$"""<a href="{report.Link}" rel="noreferrer noopener external">{title}</a>"""
            : title;
        Html camp = report.Camp is null ? (Html)$"" : $" · {Html.Bdi(report.Camp)}";
        Html state = report.State is null ? (Html)$"" : $" · {State(frame, report.State)}";
        Html happening = report.EventId is { } number ? (Html)$" · № {number}" : (Html)$"";
        return $"""<li>{frame.Time(report.Time)}<p>{named}</p><p class="small">{Html.Bdi(report.Publisher)}"""
            + $"""{camp}{state}{happening} · <a href="{frame.Link("/try")}&entry={report.Id}">{frame.Texts.Try}</a>"""
            + $"""</p></li>""";
    }

    private static Html State(Frame frame, string? state) =>
        StateNames.Of(state) is { } name ? (Html)$"""<span class="mark">{name.In(frame.Language)}</span>""" : $"–";
}
