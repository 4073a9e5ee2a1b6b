using System.CommandLine;
using System.Globalization;
using AlertBot.Alerts.Rewriting;
using AlertBot.Alerts.Summaries;
using AlertBot.Configuration;
using AlertBot.Hosting;
using AlertBot.Localization;
using AlertBot.Rules;
using AlertBot.Runtime;

namespace AlertBot.Cli;

/// <summary>
/// <c>model check</c>: whether the configured language model answers, how fast, and what share of the test reports that
/// come with the program it words so that the words may be sent.
/// </summary>
internal static class ModelVerb
{
    /// <summary>A model that is slower is of no use to alerts.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(2);

    /// <summary>With fewer, most foreign reports would go out untranslated after a wait.</summary>
    private const int UsefulShare = 70;

    private const int Hundred = 100;

    private sealed record Trial(TestReport Report, ModelAnswer Answer, TimeSpan Took);

    public static Command Command(Terminal terminal)
    {
        var check = new Command(
            "check",
            "Has the configured model word 20 test reports; exit code 0 if it is fit for use, 1 if not, "
                + "2 if none is configured."
        );
        check.SetAction((parsed, ct) => RunAsync(CommandLine.Folder(parsed), terminal, ct));
        return new Command("model", "Tries the language model that translates foreign reports.") { check };
    }

    private static async Task<int> RunAsync(ConfigFolder folder, Terminal terminal, CancellationToken ct)
    {
        using var host = AlertBotHost.Build(folder);
        var options = host.Services.GetRequiredService<IOptions<SummariesOptions>>().Value;
        if (!options.AsksModel || options.ApiBaseUrl is not { } address)
            throw new InvalidDataException(
                "no model is configured; set Summaries:Model and Summaries:ApiBaseUrl (docs/summaries.md has a recipe)"
            );
        var rules = host.Services.GetRequiredService<CurrentRules>();
        rules.Files.ReloadChanges();
        foreach (var diagnostic in rules.Files.Diagnostics)
            await terminal.Error.WriteLineAsync($"{diagnostic}");
        if (!rules.Files.HasValue)
            return Exit.Wrong;
        var clock = host.Services.GetRequiredService<TimeProvider>();
        using var model = new Model(rules, clock, Options.Create(Patient(options)));
        await terminal.Out.WriteLineAsync(
            $"model \"{Terminal.OneLine(options.Model!)}\" at {address.GetLeftPart(UriPartial.Path)}"
        );
        var trials = new List<Trial>();
        foreach (var report in TestReport.All)
        {
            await terminal.ShowProgressAsync($"{trials.Count + 1} of {TestReport.All.Count}");
            var began = clock.GetTimestamp();
            var answer = await model.AskAsync(
                report.Match(rules.Current, clock.GetUtcNow()),
                report.Into,
                options.Length,
                LongestWait,
                ct
            );
            trials.Add(new Trial(report, answer, clock.GetElapsedTime(began)));
            // A server that does not answer the first will not answer the others.
            if (answer.Failed && trials.Count == 1)
                break;
        }
        await terminal.ClearProgressAsync();
        return trials is [{ Answer.Failed: true } only]
            ? await FailAsync(only.Answer, address, terminal)
            : await TellAsync(trials, options, terminal);
    }

    /// <summary>The same, but a slow model is timed and not cut off.</summary>
    private static SummariesOptions Patient(SummariesOptions options) =>
        new()
        {
            Model = options.Model,
            ApiBaseUrl = options.ApiBaseUrl,
            ApiKey = options.ApiKey,
            TimeLimit = LongestWait,
        };

    private static async Task<int> FailAsync(ModelAnswer answer, Uri address, Terminal terminal)
    {
        await terminal.Error.WriteLineAsync($"it does not answer ({answer.Fault}): {WhatNext(answer, address)}");
        return Exit.No;
    }

    private static string WhatNext(ModelAnswer answer, Uri address) =>
        answer switch
        {
            { Late: true } => "it is too slow for alerts, or hangs; a smaller model, or a faster machine, may do",
            { Status: 401 or 403 } => "the server wants a key; set Summaries:ApiKeyFile",
            { Status: 404 or 405 } when !address.AbsolutePath.TrimEnd('/').EndsWith("/v1", StringComparison.Ordinal) =>
                $"the address should probably end in /v1: {address.GetLeftPart(UriPartial.Authority)}/v1",
            { Status: 404 } => "the server has no model of that name, or another address; ask it for the names it "
                + $"knows: curl {address.GetLeftPart(UriPartial.Path).TrimEnd('/')}/models",
            { Status: 429 } => "the server is busy or the key's quota is used up; try again later",
            { Status: 503 } => "the server may still be loading the model; try again in a minute",
            { Status: >= 500 } => "the server failed; its own log says why",
            { Status: not null } => "the server did not take the request; its own log says why",
            _ => "nothing speaks this protocol there; is the server running, and is Summaries:ApiBaseUrl its address?",
        };

    private static async Task<int> TellAsync(List<Trial> trials, SummariesOptions options, Terminal terminal)
    {
        var answered = trials.Where(trial => !trial.Answer.Failed).ToList();
        var times = answered.Select(trial => trial.Took).Order().ToList();
        var inTime = times.Count(time => time <= options.TimeLimit);
        var faithful = trials.Count(trial => trial.Answer.Text is not null);
        await terminal.Out.WriteLineAsync(
            string.Create(
                CultureInfo.InvariantCulture,
                $"answers: {answered.Count} of {trials.Count}, half of them within "
                    + $"{times[times.Count / 2].TotalSeconds:0.0} s, the slowest in {times[^1].TotalSeconds:0.0} s; "
                    + $"{inTime} within Summaries:TimeLimit ({options.TimeLimit.TotalSeconds:0.#} s)"
            )
        );
        await terminal.Out.WriteLineAsync($"faithful: {faithful} of {trials.Count}");
        foreach (var direction in trials.GroupBy(trial => (From: trial.Report.Language, trial.Report.Into)))
            await terminal.Out.WriteLineAsync(
                $"  {direction.Key.From.Code()} -> {direction.Key.Into.Code()}: "
                    + $"{direction.Count(trial => trial.Answer.Text is not null)} of {direction.Count()}"
            );
        foreach (var (why, count) in trials.Select(trial => trial.Answer.Fault).OfType<string>().CountBy(why => why))
            await terminal.Out.WriteLineAsync($"  refused, {why}: {count}");
        var isFit = inTime == trials.Count && Hundred * faithful >= UsefulShare * trials.Count;
        await terminal.Out.WriteLineAsync(
            isFit ? "fit for use"
            : inTime < trials.Count
                ? "not fit for use: alerts would go out as extracts after a wait; raise Summaries:TimeLimit or take a "
                    + "faster model"
            : $"not fit for use: fewer than {UsefulShare} in 100 pass the check, the rest go out as extracts; take "
                + "another model"
        );
        return isFit ? Exit.Fine : Exit.No;
    }
}
