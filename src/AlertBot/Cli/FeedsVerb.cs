using System.CommandLine;
using System.Text;
using AlertBot.Configuration;
using AlertBot.Feeds.Health;
using AlertBot.Feeds.Lists;
using AlertBot.Hosting;
using AlertBot.Runtime;
using AlertBot.Storage;

namespace AlertBot.Cli;

/// <summary><c>feeds</c>: list, check, import and export the feed list.</summary>
internal static class FeedsVerb
{
    public static Command Command(Terminal terminal) =>
        new("feeds", "Lists, checks, imports and exports feeds.")
        {
            List(terminal),
            FeedsCheckVerb.Command(terminal),
            Import(terminal),
            Export(terminal),
        };

    private static Command List(Terminal terminal)
    {
        var json = new Option<bool>("--json") { Description = "One JSON line for each feed" };
        var command = new Command("list", "The feeds of feeds.yaml, and how each of them is doing.") { json };
        command.SetAction(
            async (parsed, ct) =>
            {
                var folder = CommandLine.Folder(parsed);
                if (await ReadAsync(folder, terminal) is not { } feeds)
                    return Exit.Wrong;
                if (feeds.Count == 0)
                {
                    await terminal.Out.WriteLineAsync(
                        $"no feeds in {folder.Feeds}; \"alertbot feeds import FILE.opml\" adds some, \"alertbot "
                            + $"init\" writes a "
                            + "first list"
                    );
                    return Exit.Fine;
                }
                using var host = AlertBotHost.Build(folder);
                var known = await HealthAsync(host.Services, ct);
                var now = TimeProvider.System.GetUtcNow();
                foreach (
                    var line in parsed.GetValue(json)
                        ? FeedTable.Json(feeds, known, now)
                        : FeedTable.Lines(feeds, known, now)
                )
                    await terminal.Out.WriteLineAsync(line);
                return Exit.Fine;
            }
        );
        return command;
    }

    private static Command Import(Terminal terminal)
    {
        var file = new Argument<string>("FILE.opml") { Description = "An OPML subscription list" };
        var command = new Command("import", "Adds the feeds of an OPML file to feeds.yaml, below what stands there.")
        {
            file,
        };
        command.SetAction(
            async (parsed, ct) =>
            {
                var folder = CommandLine.Folder(parsed);
                if (await ReadAsync(folder, terminal) is not { } known)
                    return Exit.Wrong;
                // Lists come in the code pages feeds come in.
                Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
                var outlines = Opml.Load(parsed.GetRequiredValue(file));
                var there = known.Select(f => f.Url.Value.AbsoluteUri).ToHashSet(StringComparer.Ordinal);
                var added = new List<OpmlFeed>();
                var lines = new List<string>();
                foreach (var outline in outlines)
                    lines.Add(ImportLine(outline, there, added));
                await FeedsYaml.AppendAsync(folder.Feeds, added, ct);
                foreach (var line in lines)
                    await terminal.Out.WriteLineAsync(line);
                await terminal.Out.WriteLineAsync(
                    $"{added.Count} feeds added to {folder.Feeds}, {outlines.Count - added.Count} of the list not"
                        + (added.Count > 0 && known.Count > 0 ? $"; as it was: {folder.Feeds}.bak" : "")
                );
                return Exit.Fine;
            }
        );
        return command;
    }

    /// <summary>What became of an outline; a feed that is new joins <paramref name="added"/>.</summary>
    private static string ImportLine(OpmlOutline outline, HashSet<string> there, List<OpmlFeed> added)
    {
        var name = Terminal.Isolated(Terminal.OneLine(outline.Name));
        if (outline.Feed is not { } feed)
            return $"! {name}: not added, {Terminal.OneLine(outline.Why!)}";
        if (!there.Add(feed.Url.AbsoluteUri))
            return $"= {name}: was there, {ShownAddress.Redact(feed.Url)}";
        added.Add(feed);
        return $"+ {name}: added, {ShownAddress.Redact(feed.Url)}";
    }

    private static Command Export(Terminal terminal)
    {
        var command = new Command("export", "The feeds of feeds.yaml as OPML, on standard output.");
        command.SetAction(
            async (parsed, _) =>
            {
                if (await ReadAsync(CommandLine.Folder(parsed), terminal) is not { } feeds)
                    return Exit.Wrong;
                await terminal.Out.WriteLineAsync(Opml.Write(feeds));
                return Exit.Fine;
            }
        );
        return command;
    }

    /// <summary>By address; empty while there is no store.</summary>
    internal static async Task<IReadOnlyDictionary<string, FeedHealth>> HealthAsync(
        IServiceProvider services,
        CancellationToken ct
    )
    {
        if (!services.GetRequiredService<Database>().Dialect.Exists())
            return new Dictionary<string, FeedHealth>();
        services.GetRequiredService<Schema>().Upgrade();
        var feeds = await services.GetRequiredService<FeedHealthStore>().ListAsync(ct);
        return feeds.ToDictionary(f => f.Url.AbsoluteUri, StringComparer.Ordinal);
    }

    internal static async Task<IReadOnlyList<FeedLine>?> ReadAsync(ConfigFolder folder, Terminal terminal)
    {
        var diagnostics = new DiagnosticBag();
        var feeds = FeedList.Load(folder.Feeds, diagnostics);
        foreach (var diagnostic in diagnostics.All)
            await terminal.Error.WriteLineAsync($"{diagnostic}");
        return feeds;
    }
}
