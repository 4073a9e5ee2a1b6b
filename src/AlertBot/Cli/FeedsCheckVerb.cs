using System.CommandLine;
using System.Text.Json;
using AlertBot.Config;
using AlertBot.Feeds.Examination;

namespace AlertBot.Cli;

/// <summary>
/// <c>feeds check</c>: looks at feeds as a doctor would, and at what is none for the feeds of its site.
/// </summary>
internal static class FeedsCheckVerb
{
    /// <summary>Looked at at once; each is on another server, as a rule.</summary>
    private const int AtOnce = 8;

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
                var listed = given.Length > 0 ? null : await FeedsVerb.ReadAsync(folder, terminal);
                if (given.Length == 0 && listed is null)
                    return Exit.Wrong;
                var urls = listed?.Where(f => f.Enabled).Select(f => f.Url.Value) ?? given.Select(Address);
                return await RunAsync(folder, [.. urls], parsed.GetValue(json), terminal, ct);
            }
        );
        return command;
    }

    private static async Task<int> RunAsync(
        ConfigFolder folder,
        IReadOnlyList<Uri> urls,
        bool asJson,
        Terminal terminal,
        CancellationToken ct
    )
    {
        using var host = AlertBotHost.Build(folder);
        var examiner = host.Services.GetRequiredService<FeedExaminer>();
        var bad = 0;
        // In the order asked for, each told as soon as those before it are.
        foreach (var some in urls.Chunk(AtOnce))
        {
            foreach (var examination in await Task.WhenAll(some.Select(url => examiner.ExamineAsync(url, ct))))
            {
                bad += examination.Verdict == Verdict.Broken ? 1 : 0;
                if (asJson)
                    await terminal.Out.WriteLineAsync(Json(examination));
                else
                    await WriteAsync(examination, terminal);
            }
        }
        return bad == 0 ? Exit.Fine : Exit.No;
    }

    private static async Task WriteAsync(FeedExamination examination, Terminal terminal)
    {
        await terminal.Out.WriteLineAsync($"{examination.Url}: {Words(examination)}");
        foreach (var finding in examination.Findings)
            await terminal.Out.WriteLineAsync(
                $"  {(finding.IsWrong ? "!" : " ")} {finding.About, -10} {Shown(finding.Text)}"
            );
        foreach (var feed in examination.Found)
            await terminal.Out.WriteLineAsync($"  + {feed.Url}  \"{Shown(feed.Title)}\", {feed.Entries} entries");
    }

    /// <summary>What a stranger wrote must not steer the terminal.</summary>
    private static string Shown(string text) => Terminal.Isolated(Terminal.OneLine(text));

    private static string Words(FeedExamination examination) =>
        examination switch
        {
            { Verdict: Verdict.Fine } => "fine",
            { Verdict: Verdict.Readable } => "is read, with faults (!)",
            { Found.Count: > 0 } => "no feed; its site has these (+), put one into feeds.yaml",
            _ => "cannot be polled",
        };

    private static string Json(FeedExamination examination) =>
        JsonSerializer.Serialize(
            new
            {
                url = examination.Url,
                verdict = $"{examination.Verdict}".ToLowerInvariant(),
                examination.Entries,
                examination.Newest,
                findings = examination.Findings.Select(f => new
                {
                    f.About,
                    f.Text,
                    wrong = f.IsWrong,
                }),
                found = examination.Found,
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
