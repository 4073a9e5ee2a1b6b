using AlertBot.Cli;
using AlertBot.Config;
using AlertBot.Feeds;
using AlertBot.Rules;

namespace AlertBot.Web;

/// <summary>What the rules make of a text, and what an edit of them would gain and lose.</summary>
internal sealed class TryPage(RuleBook rules, EditedRules files, RecentEntries recent, BoundedWork work)
{
    /// <summary>A text to be tried is a report; a form takes ten times as much.</summary>
    private const int LongestText = 100_000;

    /// <param name="frame">In the reader's language.</param>
    /// <param name="form">What was asked.</param>
    /// <param name="guard">The field that proves the form to be ours.</param>
    /// <param name="ct">Ends with the reader's patience.</param>
    public async Task<Html> WriteAsync(Frame frame, TryForm form, Html guard, CancellationToken ct)
    {
        if (form.Do == "open")
            form = form with { Yaml = await files.TextOfAsync(form.File, ct) ?? "" };
        var faults = new Faults();
        Html results = $"";
        try
        {
            results = await ResultsAsync(frame, form, faults, ct);
        }
        catch (TooCostlyException e)
        {
            faults.Add(new Place(form.File.Length > 0 ? $"rules/{form.File}" : "text", 1, 1), e.Message);
        }
        Html told = faults.Any ? Faults(frame, faults) : $"";
        return frame.Around(frame.Texts.Try, $"""{Form(frame, form, guard)}<div role="status">{told}{results}</div>""");
    }

    private async Task<Html> ResultsAsync(Frame frame, TryForm form, Faults faults, CancellationToken ct)
    {
        var set =
            form.Yaml.Length == 0
                ? rules.Current
                : await work.RunAsync(token => files.Build(form.File, form.Yaml, faults, token), ct);
        if (set is null)
            return $"";
        if (form.Do == "find")
            return await FoundEntries.WriteAsync(frame, form.Find, recent, ct);
        if (form.Do == "compare")
            return await ComparedRules.WriteAsync(frame, rules.Current, set, recent, work, ct);
        if (form.Text.Length == 0)
            return $"";
        var text = form.Text.Length > LongestText ? form.Text[..LongestText] : form.Text;
        return await work.RunAsync(token => Trials(frame, set, TrySource.EntryOf(text, null), token), ct);
    }

    private Html Form(Frame frame, TryForm form, Html guard) =>
        $"""
            <form id="{Frame.Form}" method="post" action="{frame.Link("/try")}">{guard}
            <p><label for="text">{frame.Texts.TryText}</label><textarea id="text" name="text" rows="6" dir="auto">
            {form.Text}</textarea></p>
            <p><label for="find">{frame.Texts.TryFind}</label>
            <input id="find" name="find" type="search" dir="auto" value="{form.Find}">
            <button name="do" value="find">{frame.Texts.TryFindDo}</button></p>
            <p><label for="file">{frame.Texts.TryFile}</label> <select id="file" name="file">{files.Names.Select(name =>
                Choice(name, form.File)
            )}</select>
            <button name="do" value="open">{frame.Texts.TryOpen}</button></p>
            <p><label for="yaml">{frame.Texts.TryYaml}</label>
            <textarea id="yaml" name="yaml" rows="16" dir="auto" spellcheck="false" class="code">
            {form.Yaml}</textarea></p>
            <p><button name="do" value="try">{frame.Texts.Try}</button>
            <button name="do" value="compare">{frame.Texts.TryCompare}</button>
            <button name="do" value="download">{frame.Texts.TryDownload}</button></p>
            </form>
            """;

    private static Html Choice(string name, string chosen) =>
        name == chosen ? (Html)$"<option selected>{name}</option>" : $"<option>{name}</option>";

    private static Html Faults(Frame frame, Faults faults) =>
        $"""<h2 class="bad">{frame.Texts.TryFaults}</h2><ul dir="ltr" """
        + $"""lang="en">{faults.All.Select(fault => (Html)$"<li>{fault.ToString()}</li>")}</ul>""";

    private static Html Trials(Frame frame, RuleSet set, Entry entry, CancellationToken ct)
    {
        var trials = set.Try(entry, ct).OrderBy(trial => !trial.IsMatch).ToList();
        Html none = trials.Exists(trial => trial.IsMatch) ? $"" : (Html)$"<p>{frame.Texts.TryNone}</p>";
        return $"<h2>{frame.Texts.TryResult}</h2>{none}{trials.Select(trial => Trial(frame, trial, entry))}";
    }

    private static Html Trial(Frame frame, Trial trial, Entry entry) =>
        $"""
            <h3><bdi>{trial.Rule.Title.In(frame.Language)}</bdi> <span class="{(trial.IsMatch ? "good" : "small")}">{(
                trial.IsMatch ? frame.Texts.TryMatch : frame.Texts.TryNear
            )}</span></h3>
            {Enum.GetValues<Field>().Where(field => entry[field].Length > 0).Select(field =>
                Marked(entry, field, trial)
            )}
            <ul dir="ltr" lang="en">{trial.Missing.Select(missing => (Html)$"<li>{missing}</li>")}</ul>
            """;

    private static Html Marked(Entry entry, Field field, Trial trial)
    {
        var text = entry[field];
        var (parts, at) = (new List<Html>(), 0);
        foreach (
            var span in trial
                .Marks.Select(mark => mark.Span)
                .Where(span => span.Field == field)
                .OrderBy(span => span.Start)
        )
        {
            if (span.Start < at)
                continue;
            parts.Add($"{text[at..span.Start]}<mark>{text.Substring(span.Start, span.Length)}</mark>");
            at = span.Start + span.Length;
        }
        return $"""<p lang="{entry.Language.Code()}" dir="{Frame.DirectionOf(entry.Language)}">{parts}"""
            + $"""{text[at..]}</p>""";
    }
}
