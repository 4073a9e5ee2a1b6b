using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using Perfolizer.Horology;

namespace AlertBot.Bench;

/// <summary>
/// Few and short iterations: the slowest rival takes a second for a call, and the ratios looked for are not fine ones.
/// </summary>
internal sealed class ShortConfig : ManualConfig
{
    public ShortConfig()
    {
        AddJob(
            Job.Default.WithLaunchCount(1)
                .WithWarmupCount(2)
                .WithIterationCount(5)
                .WithIterationTime(TimeInterval.FromMilliseconds(150))
                .WithUnrollFactor(1)
        );
        AddDiagnoser(MemoryDiagnoser.Default);
        // Beside other work two minutes, the usual limit, do not do.
        WithBuildTimeout(TimeSpan.FromMinutes(30));
    }
}
