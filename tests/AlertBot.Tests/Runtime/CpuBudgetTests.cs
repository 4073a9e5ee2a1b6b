using System.Globalization;
using System.Reflection.Emit;
using AlertBot.Runtime;

namespace AlertBot.Tests.Runtime;

public sealed class CpuBudgetTests
{
    private static readonly TimeSpan Little = TimeSpan.FromMilliseconds(50);

    [Fact]
    public void Work_ends_where_its_processor_time_is_used_up()
    {
        Assert.False(CpuBudget.TryRun(Little, Endless, out _, out var spent));

        Assert.InRange(spent, Little, Little + TimeSpan.FromMilliseconds(500));
    }

    [Fact]
    public void Work_within_its_budget_gives_its_result()
    {
        Assert.True(CpuBudget.TryRun(TimeSpan.FromMinutes(1), () => "read", out var result, out _));

        Assert.Equal("read", result);
    }

    /// <summary>
    /// A first document would else be left for what its readers cost the compiler, on a slow machine or a busy one.
    /// </summary>
    [Fact]
    public void What_the_compiler_does_meanwhile_does_not_count()
    {
        var compiled = TimeSpan.FromSeconds(1);

        Assert.True(CpuBudget.TryRun(compiled / 2, () => CompileFor(compiled), out _, out var spent));

        Assert.InRange(spent, TimeSpan.Zero, compiled / 2);
    }

    /// <summary>The compiler's time is told by the clock, which goes on while others have the processor.</summary>
    [Fact]
    public void A_busy_machine_makes_nothing_cheaper_that_is_compiled_meanwhile()
    {
        using var done = new CancellationTokenSource();
        var others = Enumerable
            .Range(0, 2 * Environment.ProcessorCount)
            .Select(_ => new Thread(() =>
            {
                while (!done.IsCancellationRequested) { }
            })
            {
                IsBackground = true,
            })
            .ToList();
        others.ForEach(thread => thread.Start());

        var ends = CpuBudget.TryRun(2 * Little, WorkAndCompile, out _, out _);
        done.Cancel();

        Assert.False(ends);
    }

    /// <summary>
    /// Work of its own for six times the little budget, and about as much of the compiler's between two looks at it.
    /// </summary>
    private static int WorkAndCompile()
    {
        var (own, sum) = (TimeSpan.Zero, 0);
        while (own < 6 * Little)
        {
            for (var step = 0; step < 8; step++)
            {
                sum += Compile();
                var from = ProcessorTime();
                while (ProcessorTime() - from < Little / 10) { }
                own += ProcessorTime() - from;
            }
            CpuBudget.Check();
        }
        return sum;
    }

    /// <summary>
    /// Calls methods made for it until this thread has had so much processor time, nearly all of it the compiler's.
    /// </summary>
    private static int CompileFor(TimeSpan time)
    {
        var (from, sum) = (ProcessorTime(), 0);
        while (ProcessorTime() - from < time)
        {
            CpuBudget.Check();
            sum += Compile();
        }
        return sum;
    }

    /// <summary>Has a method made and calls it.</summary>
    private static int Compile()
    {
        var method = new DynamicMethod("sum", typeof(int), [typeof(int)]);
        var code = method.GetILGenerator();
        code.Emit(OpCodes.Ldarg_0);
        for (var step = 0; step < 2000; step++)
        {
            code.Emit(OpCodes.Ldarg_0);
            code.Emit(step % 2 == 0 ? OpCodes.Add : OpCodes.Xor);
        }
        code.Emit(OpCodes.Ret);
        return method.CreateDelegate<Func<int, int>>()(1);
    }

    /// <summary>Of this thread (Linux).</summary>
    private static TimeSpan ProcessorTime() =>
        TimeSpan.FromMicroseconds(
            long.Parse(File.ReadAllText("/proc/thread-self/schedstat").Split(' ')[0], CultureInfo.InvariantCulture)
                / 1000
        );

    [Fact]
    public void Nothing_is_begun_on_no_budget()
    {
        var begun = false;

        Assert.False(CpuBudget.TryRun(TimeSpan.Zero, () => begun = true, out _, out _));

        Assert.False(begun);
    }

    [Fact]
    public void A_budget_within_a_budget_ends_alone()
    {
        var isWhole = CpuBudget.TryRun(
            TimeSpan.FromMinutes(1),
            () =>
            {
                var isInnerWhole = CpuBudget.TryRun(Little, Endless, out _, out _);
                CpuBudget.Check();
                return isInnerWhole;
            },
            out var isInner,
            out _
        );

        Assert.True(isWhole);
        Assert.False(isInner);
    }

    /// <summary>A library that catches all it meets must not go on.</summary>
    [Fact]
    public void What_catches_everything_is_ended_at_the_next_step()
    {
        var steps = 0;

        Assert.False(
            CpuBudget.TryRun(
                Little,
                () =>
                {
                    try
                    {
                        return Endless();
                    }
                    catch (Exception)
                    {
                        steps++;
                        CpuBudget.Check();
                        steps++;
                        return "caught";
                    }
                },
                out _,
                out _
            )
        );

        Assert.Equal(1, steps);
    }

    /// <summary>What a library brings out of work that it was ended in is half of it.</summary>
    [Fact]
    public void Work_that_ends_well_after_its_time_was_up_has_no_result()
    {
        var isWhole = CpuBudget.TryRun(
            Little,
            () =>
            {
                try
                {
                    return Endless();
                }
                catch (Exception)
                {
                    return "half";
                }
            },
            out var result,
            out _
        );

        Assert.False(isWhole);
        Assert.Null(result);
    }

    [Fact]
    public void Outside_of_a_budget_nothing_is_ended() => CpuBudget.Check();

    private static string Endless()
    {
        while (true)
            CpuBudget.Check();
    }
}
