using System.CommandLine;
using System.Diagnostics;
using System.Text.Json;
using AlertBot.Config;
using AlertBot.Feeds;
using AlertBot.Rules;
using AlertBot.Storage;

namespace AlertBot.Cli;

/// <summary><c>replay</c>: the whole pipeline over recorded entries, without sending.</summary>
internal static class ReplayVerb
{
    public static Command Command(Terminal terminal)
    {
        var input = new Argument<string?>("ITEMS.jsonl") { Description = "A file with one entry a line, or - for standard input", Arity = ArgumentArity.ZeroOrOne };
        var days = new Option<int?>("--days") { Description = "Instead of a file: the entries of the last N days from the store", HelpName = "N" };
        var json = new Option<bool>("--json") { Description = "One JSON line for each entry, in order" };
        var compare = new Option<string?>("--compare") { Description = "Another rule folder: print what it would gain and lose", HelpName = "DIR" };
        var command = new Command("replay", "Runs recorded entries through rules, stories and summaries, without sending.") { input, days, json, compare };
        command.SetAction(async (parsed, ct) =>
        {
            var folder = CommandLine.Folder(parsed);
            if (await Offline.RulesAsync(folder, terminal) is not { } rules)
                return Exit.Wrong;
            var lines = parsed.GetValue(days) is { } n ? FromStoreAsync(folder, n, ct) : FromFileAsync(parsed.GetValue(input), terminal, ct);
            return parsed.GetValue(compare) is { } other
                ? await CompareAsync(rules, other, lines, parsed.GetValue(json), terminal, ct)
                : await ReplayAsync(rules, lines, parsed.GetValue(json), terminal, ct);
        });
        return command;
    }

    private static async Task<int> ReplayAsync(RuleSet rules, IAsyncEnumerable<ReplayLine> lines, bool json, Terminal terminal, CancellationToken ct)
    {
        var replay = new Replay(rules);
        var watch = new Stopwatch();
        var count = 0;
        await foreach (var line in lines.WithCancellation(ct))
        {
            watch.Start();
            var answer = replay.Answer(line);
            watch.Stop();
            count++;
            await terminal.Out.WriteLineAsync(json ? answer.ToJson() : $"{answer.Id}\t{answer.Story ?? "-"}\t{answer.State ?? "-"}\t{string.Join(' ', answer.Rules)}");
        }
        var seconds = watch.Elapsed.TotalSeconds;
        await terminal.Error.WriteLineAsync(FormattableString.Invariant($"{count} entries in {seconds:0.000} s, {(seconds > 0 ? count / seconds : 0):0} entries a second"));
        return Exit.Fine;
    }

    private static async Task<int> CompareAsync(RuleSet rules, string otherFolder, IAsyncEnumerable<ReplayLine> lines, bool json, Terminal terminal, CancellationToken ct)
    {
        var faults = new Faults();
        var others = RuleFiles.Read(otherFolder, faults, [], runExamples: false);
        foreach (var fault in faults.All)
            await terminal.Error.WriteLineAsync($"{fault}");
        if (others is null)
            return Exit.Wrong;
        var (gained, lost) = (0, 0);
        await foreach (var line in lines.WithCancellation(ct))
        {
            var entry = line.ToEntry();
            var now = rules.Match(entry).Select(m => m.Rule.Id).ToList();
            var then = others.Match(entry).Select(m => m.Rule.Id).ToList();
            foreach (var (rule, sign) in then.Except(now).Select(r => (r, "+")).Concat(now.Except(then).Select(r => (r, "-"))))
            {
                await terminal.Out.WriteLineAsync(json
                    ? JsonSerializer.Serialize(new { id = line.Id, rule, change = sign == "+" ? "gained" : "lost" })
                    : $"{sign} {rule}\t{line.Id}\t{entry.Title}");
                _ = sign == "+" ? gained++ : lost++;
            }
        }
        await terminal.Error.WriteLineAsync($"{gained} gained, {lost} lost");
        return Exit.Fine;
    }

    private static async IAsyncEnumerable<ReplayLine> FromFileAsync(string? path, Terminal terminal, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        if (path is null)
            throw new InvalidDataException("say what to replay: a file, - for standard input, or --days N");
        using var file = path == "-" ? null : OpenText(path);
        var number = 0;
        while (await (file ?? terminal.In).ReadLineAsync(ct) is { } text)
        {
            number++;
            if (!string.IsNullOrWhiteSpace(text))
                yield return Parse(text, path, number);
        }
    }

    private static StreamReader OpenText(string path)
    {
        try
        {
            return File.OpenText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InvalidDataException($"{path} cannot be read: {e.Message}");
        }
    }

    private static ReplayLine Parse(string text, string path, int number)
    {
        try
        {
            return ReplayLine.Parse(text);
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"{path}:{number}:{(e.BytePositionInLine ?? 0) + 1}: no entry with id and title: {e.Message}");
        }
    }

    private static async IAsyncEnumerable<ReplayLine> FromStoreAsync(ConfigFolder folder, int days, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        using var host = AlertBotHost.Build(folder);
        host.Services.GetRequiredService<Schema>().Upgrade();
        var since = host.Services.GetRequiredService<TimeProvider>().GetUtcNow() - TimeSpan.FromDays(days);
        foreach (var stored in await host.Services.GetRequiredService<EntryStore>().SinceAsync(since, ct))
        {
            var entry = stored.Entry;
            yield return new ReplayLine
            {
                Id = $"{stored.Id}",
                Lang = entry.Language.Code(),
                Publisher = stored.Publisher,
                Url = entry.Link?.AbsoluteUri,
                Published = entry.Published ?? stored.FirstSeen,
                Title = entry.Title,
                Summary = entry.Summary,
                Body = entry.Body,
            };
        }
    }
}
