using System.CommandLine;
using AlertBot.Configuration;
using AlertBot.Hosting;
using AlertBot.Localization;
using AlertBot.Runtime;
using AlertBot.Storage;
using AlertBot.Subscriptions;

namespace AlertBot.Cli;

/// <summary><c>feedback</c>: by rule, the alerts that readers did not want, ready to become examples.</summary>
internal static class FeedbackVerb
{
    public static Command Command(Terminal terminal)
    {
        var days = new Option<int>("--days")
        {
            Description = "How far back, 1 to 365",
            DefaultValueFactory = _ => 30,
            HelpName = "N",
        };
        var command = new Command("feedback", "By rule, the alerts that readers said were not for them, and why.")
        {
            days,
        };
        command.SetAction((parsed, ct) => RunAsync(CommandLine.Folder(parsed), parsed.GetValue(days), terminal, ct));
        return command;
    }

    private static async Task<int> RunAsync(ConfigFolder folder, int days, Terminal terminal, CancellationToken ct)
    {
        if (days is < 1 or > 365)
            throw new InvalidDataException($"--days {days} is out of range; 1 to 365");
        using var host = AlertBotHost.Build(folder);
        if (!host.Services.GetRequiredService<Database>().Dialect.Exists())
            throw new InvalidDataException("there is no store yet, so nobody was told anything");
        host.Services.GetRequiredService<Schema>().Upgrade();
        var since = host.Services.GetRequiredService<TimeProvider>().GetUtcNow().AddDays(-days);
        var rules = await host.Services.GetRequiredService<FeedbackStore>().SumUpAsync(since, ct);
        if (rules.Count == 0)
            await terminal.Out.WriteLineAsync($"nobody said in the last {days} days that an alert was not for them");
        foreach (var line in rules.SelectMany(Lines))
            await terminal.Out.WriteLineAsync(line);
        return Exit.Fine;
    }

    private static IEnumerable<string> Lines(RuleFeedback rule)
    {
        var reports = rule.Unwanted;
        var share = rule.Share is { } percent ? $" ({percent} %)" : "";
        yield return $"{rule.RuleId}: {reports.Count} of {rule.Told} alerts not wanted{share}: "
            + Counted(reports.SelectMany(report => report.Reasons));
        yield return $"  feeds: {Counted(reports.Select(report => SafeText.Clean(report.Publisher)))}";
        yield return $"  words: {Counted(reports.SelectMany(report => report.Words).Select(SafeText.Clean))}";
        foreach (var line in rule.Examples.Split('\n'))
            yield return $"  {line}";
    }

    private static string Counted(IEnumerable<string> items) => RuleFeedback.Counted(items, ", ");
}
