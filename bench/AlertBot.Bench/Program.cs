using System.Reflection;
using AlertBot.Bench;
using AlertBot.Bench.Service;
using AlertBot.Bench.Stories;
using AlertBot.Bench.Topics;
using BenchmarkDotNet.Running;

// "service FEEDS", "sweep FEEDS [--one-host]" and "telegram" measure the program as a whole process, "nodes CONNECTION"
// several of them on a PostgreSQL server where databases may be made, "feeds FOLDER [EXPECTED]" scores the parser,
// "fuzz N [SEED] [--corpus FOLDER]" damages documents until one escapes it, "stories FOLDER|ITEMS.jsonl…" the finding
// of events and stories, "topics ITEMS.jsonl…" the shipped rules, "rules" what a rule set costs; anything else is
// BenchmarkDotNet's.
switch (args)
{
    case ["service", ..]:
        return await ServiceBenchmark.RunAsync(
            args.Length > 1 ? int.Parse(args[1], null) : 1000,
            CancellationToken.None
        );
    case ["sweep", ..]:
        return await SweepBenchmark.RunAsync(
            args.Length > 1 ? int.Parse(args[1], null) : 10_000,
            !args.Contains("--one-host"),
            CancellationToken.None
        );
    case ["telegram"]:
        return await TelegramBenchmark.RunAsync(CancellationToken.None);
    case ["nodes", var server]:
        return await NodesBenchmark.RunAsync(server, CancellationToken.None);
    case ["feeds", var folder, ..]:
        return FeedScore.Run(folder, args.Length > 2 ? args[2] : null);
    case ["stories", .. var rest]:
        return StoryBenchmark.Run(rest);
    case ["topics", .. var rest]:
        return TopicBenchmark.Run(rest);
    case ["rules"]:
        return RuleSetBenchmark.Run();
    case ["fuzz", ..]:
        return FeedFuzz.Run(args[1..]);
    case ["faithfulness", .. var rest]:
        return FaithfulnessBenchmark.Run(rest);
    case ["summaries", .. var rest]:
        return SummaryBenchmark.Run(rest);
    case ["story-speed", .. var rest]:
        return StorySpeed.Run(rest);
    case ["states", .. var rest]:
        return StateBenchmark.Run(rest);
    default:
        BenchmarkSwitcher.FromAssembly(Assembly.GetExecutingAssembly()).Run(args);
        return 0;
}
