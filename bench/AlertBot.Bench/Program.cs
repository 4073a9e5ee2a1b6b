using System.Reflection;
using AlertBot.Bench;
using BenchmarkDotNet.Running;

// "service FEEDS" measures the program as a whole process; anything else is BenchmarkDotNet's.
if (args is ["service", ..])
    return await ServiceBenchmark.RunAsync(args.Length > 1 ? int.Parse(args[1], null) : 1000, CancellationToken.None);
BenchmarkSwitcher.FromAssembly(Assembly.GetExecutingAssembly()).Run(args);
return 0;
