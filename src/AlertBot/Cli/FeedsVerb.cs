using System.CommandLine;
using System.Text.Json;
using AlertBot.Config;
using AlertBot.Feeds;

namespace AlertBot.Cli;

/// <summary><c>feeds</c>: list, check, import and export the feed list.</summary>
internal static class FeedsVerb
{
    public static Command Command(Terminal terminal) => new("feeds", "Lists, checks, imports and exports feeds.")
    {
        List(terminal),
        Check(terminal),
        Import(terminal),
        Export(terminal),
    };

    private static Command List(Terminal terminal)
    {
        var json = new Option<bool>("--json") { Description = "One JSON line for each feed" };
        var command = new Command("list", "The feeds of feeds.yaml.") { json };
        command.SetAction(async (parsed, _) =>
        {
            if (await ReadAsync(CommandLine.Folder(parsed), terminal) is not { } feeds)
                return Exit.Wrong;
            foreach (var feed in feeds)
            {
                await terminal.Out.WriteLineAsync(parsed.GetValue(json)
                    ? JsonSerializer.Serialize(new { url = feed.Url.Value, feed.Publisher, feed.Title, feed.Family, feed.Camp, lang = feed.Lang?.Code(), feed.Enabled }, ReplayAnswer.Format)
                    : $"{(feed.Enabled ? " " : "-")} {feed.Lang?.Code() ?? "  "} {feed.Publisher,-28} {feed.Url.Value}");
            }
            return Exit.Fine;
        });
        return command;
    }

    private static Command Check(Terminal terminal)
    {
        var addresses = new Argument<string[]>("URL") { Description = "Feeds to poll once; all of feeds.yaml when left out", Arity = ArgumentArity.ZeroOrMore };
        var command = new Command("check", "Polls feeds once and says what came back.") { addresses };
        command.SetAction(async (parsed, ct) =>
        {
            var folder = CommandLine.Folder(parsed);
            var given = parsed.GetValue(addresses) ?? [];
            var listed = given.Length > 0 ? null : await ReadAsync(folder, terminal);
            if (given.Length == 0 && listed is null)
                return Exit.Wrong;
            var urls = listed?.Select(f => f.Url.Value) ?? given.Select(Address);
            return await CheckAsync(folder, [.. urls], terminal, ct);
        });
        return command;
    }

    private static async Task<int> CheckAsync(ConfigFolder folder, IReadOnlyList<Uri> urls, Terminal terminal, CancellationToken ct)
    {
        using var host = AlertBotHost.Build(folder);
        var poller = host.Services.GetRequiredService<FeedPoller>();
        var bad = 0;
        foreach (var url in urls)
        {
            var poll = await poller.PollAsync(new Feed { Id = 0, Url = url, Publisher = url.Host, Every = TimeSpan.FromMinutes(15) }, ct);
            if (poll is Poll.Fresh { Entries: var entries })
            {
                var newest = entries.Max(e => e.Published);
                await terminal.Out.WriteLineAsync($"{url}: {entries.Count} entries{(newest is { } at ? $", newest {at:yyyy-MM-dd HH:mm} UTC" : ", no dates")}: {entries.FirstOrDefault()?.Title}");
                continue;
            }
            bad++;
            await terminal.Error.WriteLineAsync($"{url}: {Words(poll)}");
        }
        return bad == 0 ? Exit.Fine : Exit.No;
    }

    private static Command Import(Terminal terminal)
    {
        var file = new Argument<string>("FILE.opml") { Description = "An OPML subscription list" };
        var command = new Command("import", "Adds the feeds of an OPML file to feeds.yaml, below what stands there.") { file };
        command.SetAction(async (parsed, ct) =>
        {
            var folder = CommandLine.Folder(parsed);
            if (await ReadAsync(folder, terminal) is not { } known)
                return Exit.Wrong;
            var added = Opml.Read(parsed.GetRequiredValue(file)).ExceptBy(known.Select(f => f.Url.Value.AbsoluteUri), o => o.Url.AbsoluteUri).ToList();
            await FeedsYaml.AppendAsync(folder.Feeds, added, ct);
            await terminal.Out.WriteLineAsync($"{added.Count} feeds added to {folder.Feeds}");
            return Exit.Fine;
        });
        return command;
    }

    private static Command Export(Terminal terminal)
    {
        var command = new Command("export", "The feeds of feeds.yaml as OPML, on standard output.");
        command.SetAction(async (parsed, _) =>
        {
            if (await ReadAsync(CommandLine.Folder(parsed), terminal) is not { } feeds)
                return Exit.Wrong;
            await terminal.Out.WriteLineAsync(Opml.Write(feeds));
            return Exit.Fine;
        });
        return command;
    }

    private static async Task<IReadOnlyList<FeedLine>?> ReadAsync(ConfigFolder folder, Terminal terminal)
    {
        var faults = new Faults();
        var feeds = FeedList.Read(folder.Feeds, faults);
        foreach (var fault in faults.All)
            await terminal.Error.WriteLineAsync($"{fault}");
        return feeds;
    }

    private static Uri Address(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && (url.Scheme is "http" or "https")
            ? url
            : throw new InvalidDataException($"\"{text}\" is no web address; write https://…");

    private static string Words(Poll poll) => poll switch
    {
        Poll.Broken broken => broken.Why,
        Poll.Gone => "has ended (410)",
        Poll.Later later => $"asks to wait until {later.At:u}",
        _ => "unchanged",
    };
}
