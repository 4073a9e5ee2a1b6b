using System.Globalization;
using System.Reflection;
using AlertBot.Bench;
using AlertBot.Bench.Service;
using BenchmarkDotNet.Running;

// "service FEEDS", "sweep FEEDS [--hosts N] [--one-in N] [--keep STORE.db]" and "telegram" measure the program as a
// whole process (the first two with --program FILE the one published there), "nodes CONNECTION" several of them on a
// PostgreSQL server where databases may be made, "turns CONNECTION" (or "nodes CONNECTION --wire MS") the same behind a
// wire that delays, "rules" what a rule set costs, "story-speed COUNT ITEMS.jsonl…" what finding a story costs,
// "search COUNT" what a search does, "page COUNT [--store STORE.db]" what a page, a backup and forgetting a day do;
// anything else is BenchmarkDotNet's.
switch (args)
{
    case ["service", ..]:
        return await ServiceBenchmark.RunAsync(
            args.Length > 1 ? int.Parse(args[1], null) : 1000,
            Option("--program"),
            CancellationToken.None
        );
    case ["sweep", ..]:
        return await SweepBenchmark.RunAsync(
            args.Length > 1 ? int.Parse(args[1], null) : 10_000,
            Option("--hosts") is { } hosts ? int.Parse(hosts, null) : null,
            Option("--one-in") is { } oneIn ? int.Parse(oneIn, null) : 5,
            Option("--keep"),
            Option("--program"),
            CancellationToken.None
        );
    case ["telegram"]:
        return await TelegramBenchmark.RunAsync(CancellationToken.None);
    case ["nodes", var server]:
        return await NodesBenchmark.RunAsync(server, CancellationToken.None);
    case ["nodes", var server, "--wire", var wire]:
        return await TurnsBenchmark.RunAsync(
            server,
            [double.Parse(wire, CultureInfo.InvariantCulture)],
            CancellationToken.None
        );
    case ["turns", var server]:
        return await TurnsBenchmark.RunAsync(server, [0.2, 1, 5], CancellationToken.None);
    case ["rules"]:
        return RuleSetBenchmark.Run();
    case ["search", ..]:
        return await SearchBenchmark.RunAsync(
            args.Length > 1 ? int.Parse(args[1], null) : 100_000,
            CancellationToken.None
        );
    case ["page", ..]:
        return await PageBenchmark.RunAsync(
            args.Length > 1 ? int.Parse(args[1], null) : 100_000,
            Option("--store"),
            CancellationToken.None
        );
    case ["story-speed", .. var rest]:
        return StorySpeed.Run(rest);
    default:
        BenchmarkSwitcher.FromAssembly(Assembly.GetExecutingAssembly()).Run(args);
        return 0;
}

string? Option(string name) => Array.IndexOf(args, name) is >= 0 and var at ? args[at + 1] : null;
