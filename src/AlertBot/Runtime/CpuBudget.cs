using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Runtime;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace AlertBot.Runtime;

/// <summary>
/// Limits the processor time of work on the current thread. What others wrote can make any step of its reading long:
/// such work calls <see cref="Check"/> between its steps, which ends it once the time is used up. Processor time, not
/// the clock's: a busy machine makes nothing costlier. Nor does what the runtime compiles meanwhile count, which would
/// be most of what the first documents after a start take.
/// </summary>
internal static class CpuBudget
{
    /// <summary>A thread cannot use more processor time than passes; asking the system for it costs more.</summary>
    private const long BetweenReadings = 10; // ms

    [ThreadStatic]
    private static Account? _current;

    /// <summary>
    /// Runs work to its end or to its limit. False, without a result, where the limit came first.
    /// </summary>
    /// <param name="limit">Zero and below allows nothing.</param>
    /// <param name="work">Runs on the calling thread.</param>
    /// <param name="result">What the work returned.</param>
    /// <param name="spent">Processor time it took, in either case.</param>
    public static bool TryRun<T>(TimeSpan limit, Func<T> work, [NotNullWhen(true)] out T? result, out TimeSpan spent)
        where T : notnull
    {
        var (outer, account) = (_current, new Account(limit));
        _current = account;
        try
        {
            result = limit > TimeSpan.Zero ? work() : throw new SpentException();
            // A library that caught its end may bring out half of the work as if it were all.
            if (!IsSpent)
                return true;
            result = default;
            return false;
        }
        // A pattern that ran out of its own time has used up what there was, too.
        catch (Exception e) when (e is SpentException or RegexMatchTimeoutException)
        {
            result = default;
            return false;
        }
        finally
        {
            _current = outer;
            spent = account.Read();
        }
    }

    /// <summary>Ends the work this thread runs when its budget is used up; does nothing outside of one.</summary>
    public static void Check()
    {
        if (
            _current is not { } account
            || (!account.IsSpent && Environment.TickCount64 - account.ReadAt < BetweenReadings)
        )
            return;
        account.ReadAt = Environment.TickCount64;
        if (!account.IsSpent && account.Read() <= account.Limit)
            return;
        account.IsSpent = true;
        throw new SpentException();
    }

    /// <summary>Whether this thread's work has been ended: what catches everything lets that through.</summary>
    public static bool IsSpent => _current?.IsSpent == true;

    private static TimeSpan ThreadTime()
    {
        if (OperatingSystem.IsWindows())
        {
            return GetThreadTimes(GetCurrentThread(), out _, out _, out var kernel, out var user)
                ? TimeSpan.FromTicks(kernel + user)
                : Wall();
        }
        // CLOCK_THREAD_CPUTIME_ID.
        return GetTime(OperatingSystem.IsMacOS() ? 16 : 3, out var time) == 0
            ? TimeSpan.FromSeconds(time.Seconds) + TimeSpan.FromTicks(time.Nanoseconds / TimeSpan.NanosecondsPerTick)
            : Wall();
    }

    /// <summary>Where the system has no such clock, the usual one has to do.</summary>
    private static TimeSpan Wall() => Stopwatch.GetElapsedTime(0);

    [DllImport("libc", EntryPoint = "clock_gettime")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int GetTime(int clock, out TimeSpec time);

    [DllImport("kernel32.dll")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern nint GetCurrentThread();

    [DllImport("kernel32.dll")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static extern bool GetThreadTimes(
        nint thread,
        out long start,
        out long end,
        out long kernel,
        out long user
    );

    [StructLayout(LayoutKind.Sequential)]
    private readonly struct TimeSpec
    {
        public readonly nint Seconds;
        public readonly nint Nanoseconds;
    }

    private sealed class Account(TimeSpan limit)
    {
        private TimeSpan _spent;
        private TimeSpan _thread = ThreadTime();
        private TimeSpan _compiler = JitInfo.GetCompilationTime(currentThread: true);
        private long _clock = Stopwatch.GetTimestamp();

        public TimeSpan Limit => limit;

        public long ReadAt { get; set; }

        public bool IsSpent { get; set; }

        /// <summary>
        /// Processor time since the beginning. The compiler's is known by the clock alone: of what the thread had since
        /// the last reading it is taken to have had the share that it had of the clock's time, so that a busy machine,
        /// where it takes long, makes nothing cheaper.
        /// </summary>
        public TimeSpan Read()
        {
            var (thread, compiler) = (ThreadTime(), JitInfo.GetCompilationTime(currentThread: true));
            var clock = Stopwatch.GetTimestamp();
            var passed = Stopwatch.GetElapsedTime(_clock, clock);
            if (passed > TimeSpan.Zero)
                _spent += (thread - _thread) * (1 - Math.Min(1, (compiler - _compiler) / passed));
            (_thread, _compiler, _clock) = (thread, compiler, clock);
            return _spent;
        }
    }

    /// <summary>Not one of those that a reader of documents expects and takes for a fault of the document.</summary>
    private sealed class SpentException : Exception;
}
