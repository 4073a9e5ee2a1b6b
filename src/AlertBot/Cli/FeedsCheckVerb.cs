using System.CommandLine;
using System.Text.Json;
using AlertBot.Configuration;
using AlertBot.Feeds.Diagnostics;
using AlertBot.Feeds.Lists;
using AlertBot.Hosting;
using AlertBot.RuleTesting;
using AlertBot.Runtime;

namespace AlertBot.Cli;

/// <summary>
/// <c>feeds check</c>: looks at feeds as a doctor would, and at what is none for the feeds of its site.
/// </summary>
internal static class FeedsCheckVerb
{
    /// <summary>Looked at at once; of one server no more are than polls would be.</summary>
    private const int AtOnce = 32;

    public static Command Command(Terminal terminal)
    {
        var addresses = new Argument<string[]>("URL")
        {
            Description = "Feeds, or pages of sites whose feeds are sought; all of feeds.yaml when left out",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var json = new Option<bool>("--json") { Description = "One JSON line for each address" };
        var command = new Command("check", "Says what is right and wrong with feeds, and finds those of a site.")
        {
            addresses,
            json,
        };
        command.SetAction(
            async (parsed, ct) =>
            {
                var folder = CommandLine.Folder(parsed);
                var given = parsed.GetValue(addresses) ?? [];
                if (given.Length > 0)
                    return await RunAsync(
                        folder,
                        [.. given.Select(Given(folder))],
                        parsed.GetValue(json),
                        terminal,
                        ct
                    );
                if (await FeedsVerb.ReadAsync(folder, terminal) is not { } listed)
                    return Exit.Wrong;
                var asked = listed
                    .Where(f => f.Enabled)
                    .Select(f => new Asked(f.Url.Value, f.Publisher) { Access = FeedAccess.From(f) });
                return await RunAsync(folder, [.. asked], parsed.GetValue(json), terminal, ct);
            }
        );
        return command;
    }

    /// <summary>An address to look at, and who publishes there as far as feeds.yaml knows.</summary>
    private sealed record Asked(Uri Url, string? Publisher)
    {
        public FeedAccess? Access { get; init; }
    }

    /// <summary>An address as given, asked with what feeds.yaml says its server asks for, where it is listed.</summary>
    private static Func<string, Asked> Given(ConfigFolder folder)
    {
        var listed = FeedList.Load(folder.Feeds, new DiagnosticBag()) ?? [];
        return text =>
        {
            var url = Address(text);
            var line = listed.FirstOrDefault(f => f.Url.Value == url);
            return new Asked(url, null) { Access = line is null ? null : FeedAccess.From(line) };
        };
    }

    private static async Task<int> RunAsync(
        ConfigFolder folder,
        IReadOnlyList<Asked> asked,
        bool asJson,
        Terminal terminal,
        CancellationToken ct
    )
    {
        using var host = AlertBotHost.Build(folder);
        var examiner = host.Services.GetRequiredService<FeedDiagnostics>();
        var known = await FeedsVerb.HealthAsync(host.Services, ct);
        var counts = new int[Enum.GetValues<Verdict>().Length];
        using var slots = new SemaphoreSlim(AtOnce);
        var examinations = asked.Select(ExamineAsync).ToList();
        // In the order asked for, each told as soon as those before it are.
        foreach (var (one, examination) in asked.Zip(examinations))
        {
            while (!examination.IsCompleted && terminal.IsWatched)
            {
                var done = examinations.Count(e => e.IsCompleted);
                await terminal.ShowProgressAsync($"{done} of {asked.Count} looked at; waiting for {one.Url.Host}");
                await Task.WhenAny(examinations.Where(e => !e.IsCompleted));
            }
            var found = await examination;
            await terminal.ClearProgressAsync();
            counts[(int)found.Verdict]++;
            if (asJson)
                await terminal.Out.WriteLineAsync(Json(found, one.Publisher));
            else
                await WriteAsync(found, one.Publisher, terminal);
        }
        if (!asJson && asked.Count > 1)
            await terminal.Out.WriteLineAsync(
                $"{asked.Count} addresses: {counts[(int)Verdict.Fine]} fine, {counts[(int)Verdict.Readable]} read "
                    + $"with faults, {counts[(int)Verdict.Broken]} that cannot be polled"
            );
        return counts[(int)Verdict.Broken] == 0 ? Exit.Fine : Exit.No;

        async Task<FeedDiagnosis> ExamineAsync(Asked one)
        {
            await slots.WaitAsync(ct);
            try
            {
                return await examiner.ExamineAsync(
                    one.Url,
                    known.GetValueOrDefault(one.Url.AbsoluteUri),
                    ct,
                    one.Access
                );
            }
            finally
            {
                slots.Release();
            }
        }
    }

    private static async Task WriteAsync(FeedDiagnosis examination, string? publisher, Terminal terminal)
    {
        var name = publisher is null ? "" : $"{Shown(publisher)}  ";
        await terminal.Out.WriteLineAsync($"{name}{ShownAddress.Redact(examination.Url)}: {Words(examination)}");
        foreach (var finding in examination.Findings)
            await terminal.Out.WriteLineAsync(
                $"  {(finding.IsWrong ? "!" : " ")} {finding.About, -10} {Shown(finding.Text)}"
            );
        foreach (var feed in examination.Found)
            await terminal.Out.WriteLineAsync(
                $"  + {ShownAddress.Redact(feed.Url)}  \"{Shown(feed.Title)}\", "
                    + Terminal.Count(feed.Entries, "entry", "entries")
            );
    }

    /// <summary>What a stranger wrote must not steer the terminal.</summary>
    private static string Shown(string text) => Terminal.Isolated(Terminal.OneLine(text));

    private static string Words(FeedDiagnosis examination) =>
        examination switch
        {
            { Verdict: Verdict.Fine } => "fine",
            { Verdict: Verdict.Readable } => "is read, with faults (!)",
            { Found.Count: > 0 } => "no feed; its site has these (+), put one into feeds.yaml",
            _ => "cannot be polled",
        };

    private static string Json(FeedDiagnosis examination, string? publisher) =>
        JsonSerializer.Serialize(
            new
            {
                url = ShownAddress.Redact(examination.Url),
                publisher,
                verdict = $"{examination.Verdict}".ToLowerInvariant(),
                examination.Entries,
                examination.Newest,
                findings = examination.Findings.Select(f => new
                {
                    f.About,
                    f.Text,
                    wrong = f.IsWrong,
                }),
                found = examination.Found.Select(f => new
                {
                    url = ShownAddress.Redact(f.Url),
                    f.Title,
                    f.Entries,
                }),
            },
            ReplayAnswer.Format
        );

    private static Uri Address(string text) =>
        Uri.TryCreate(
            text.Contains("://", StringComparison.Ordinal) ? text : $"https://{text}",
            UriKind.Absolute,
            out var url
        ) && url.Scheme is "http" or "https"
            ? url
            : throw new InvalidDataException($"\"{text}\" is no web address; write https://…");
}
