using AlertBot.Configuration;
using AlertBot.Feeds.Entries;
using AlertBot.Localization;
using AlertBot.Rules;
using AlertBot.RuleTesting;

namespace AlertBot.Web.Pages;

/// <summary>What the rules make of a text, and what an edit of them would gain and lose.</summary>
internal sealed class TryPage(CurrentRules rules, EditedRules files, RecentEntries recent, BoundedWork work)
{
    /// <summary>A text to be tried is a report; a form takes ten times as much.</summary>
    private const int LongestText = 100_000;

    /// <param name="page">In the reader's language.</param>
    /// <param name="form">What was asked.</param>
    /// <param name="guard">The field that proves the form to be ours.</param>
    /// <param name="ct">Ends with the reader's patience.</param>
    public async Task<Html> WriteAsync(PageLayout page, TryForm form, Html guard, CancellationToken ct)
    {
        if (form.Do == "open")
            form = form with { Yaml = await files.TextOfAsync(form.File, ct) ?? "" };
        var diagnostics = new DiagnosticBag();
        Html results = $"";
        try
        {
            results = await ResultsAsync(page, form, diagnostics, ct);
        }
        catch (TooCostlyException e)
        {
            diagnostics.Add(new SourceLocation(form.File.Length > 0 ? $"rules/{form.File}" : "text", 1, 1), e.Message);
        }
        Html faults = diagnostics.Any ? Faults(page, diagnostics) : $"";
        return page.Render(page.Texts.Try, $"""{Form(page, form, guard)}<div role="status">{faults}{results}</div>""");
    }

    private async Task<Html> ResultsAsync(
        PageLayout page,
        TryForm form,
        DiagnosticBag diagnostics,
        CancellationToken ct
    )
    {
        var set =
            form.Yaml.Length == 0
                ? rules.Current
                : await work.RunAsync(token => files.Build(form.File, form.Yaml, diagnostics, token), ct);
        if (set is null)
            return $"";
        if (form.Do == "find")
            return await FoundEntries.WriteAsync(page, form.Find, recent, ct);
        if (form.Do == "compare")
            return await ComparedRules.WriteAsync(page, rules.Current, set, recent, work, ct);
        if (form.Text.Length == 0)
            return $"";
        var text = form.Text.Length > LongestText ? form.Text[..LongestText] : form.Text;
        return await work.RunAsync(token => Explanations(page, set, TrySource.EntryOf(text, null), token), ct);
    }

    private Html Form(PageLayout page, TryForm form, Html guard) =>
        $"""
            <form id="{PageLayout.Form}" method="post" action="{page.Link("/try")}">{guard}
            <p><label for="text">{page.Texts.TryText}</label><textarea id="text" name="text" rows="6" dir="auto">
            {form.Text}</textarea></p>
            <p><label for="find">{page.Texts.TryFind}</label>
            <input id="find" name="find" type="search" dir="auto" value="{form.Find}">
            <button name="do" value="find">{page.Texts.TryFindDo}</button></p>
            <p><label for="file">{page.Texts.TryFile}</label> <select id="file" name="file">{files.Names.Select(name =>
                Choice(name, form.File)
            )}</select>
            <button name="do" value="open">{page.Texts.TryOpen}</button></p>
            <p><label for="yaml">{page.Texts.TryYaml}</label>
            <textarea id="yaml" name="yaml" rows="16" dir="auto" spellcheck="false" class="code">
            {form.Yaml}</textarea></p>
            <p><button name="do" value="try">{page.Texts.Try}</button>
            <button name="do" value="compare">{page.Texts.TryCompare}</button>
            <button name="do" value="download">{page.Texts.TryDownload}</button></p>
            </form>
            """;

    private static Html Choice(string name, string chosen) =>
        name == chosen ? (Html)$"<option selected>{name}</option>" : $"<option>{name}</option>";

    private static Html Faults(PageLayout page, DiagnosticBag diagnostics) =>
        $"""<h2 class="bad">{page.Texts.TryFaults}</h2><ul dir="ltr" """
        + $"""lang="en">{diagnostics.All.Select(diagnostic => (Html)$"<li>{diagnostic.ToString()}</li>")}</ul>""";

    private static Html Explanations(PageLayout page, RuleSet set, Entry entry, CancellationToken ct)
    {
        var explanations = set.Explain(entry, ct).OrderBy(explanation => !explanation.IsMatch).ToList();
        Html none = explanations.Exists(explanation => explanation.IsMatch)
            ? $""
            : (Html)$"<p>{page.Texts.TryNone}</p>";
        var each = explanations.Select(explanation => Explanation(page, explanation, entry));
        return $"<h2>{page.Texts.TryResult}</h2>{none}{each}";
    }

    private static Html Explanation(PageLayout page, RuleExplanation explanation, Entry entry)
    {
        var (look, verdict) = explanation.IsMatch ? ("good", page.Texts.TryMatch) : ("small", page.Texts.TryNear);
        var fields = Enum.GetValues<Field>().Where(field => entry[field].Length > 0);
        return $"""
            <h3><bdi>{explanation.Rule.Title.In(page.Language)}</bdi> <span class="{look}">{verdict}</span></h3>
            {fields.Select(field => Marked(entry, field, explanation))}
            <ul dir="ltr" lang="en">{explanation.Missing.Select(missing => (Html)$"<li>{missing}</li>")}</ul>
            """;
    }

    private static Html Marked(Entry entry, Field field, RuleExplanation explanation)
    {
        var text = entry[field];
        var (parts, at) = (new List<Html>(), 0);
        foreach (
            var span in explanation
                .Highlights.Select(mark => mark.Span)
                .Where(span => span.Field == field)
                .OrderBy(span => span.Start)
        )
        {
            if (span.Start < at)
                continue;
            parts.Add($"{text[at..span.Start]}<mark>{text.Substring(span.Start, span.Length)}</mark>");
            at = span.Start + span.Length;
        }
        return $"""<p lang="{entry.Language.Code()}" dir="{PageLayout.DirectionOf(entry.Language)}">{parts}"""
            + $"""{text[at..]}</p>""";
    }
}
