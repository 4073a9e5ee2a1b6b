using System.Runtime.InteropServices;

namespace AlertBot.Runtime;

/// <summary>Gives memory back that a burst of work has left behind.</summary>
internal static class UnusedMemory
{
    private delegate int Trim(nuint keep);

    /// <summary>
    /// Collects all generations and returns what is free to the system; some 100 ms. For after a burst only: texts that
    /// lived through one are old to the collector, which frees the old when more of them come. Between bursts too few
    /// do, and the process would keep them for hours.
    /// </summary>
    public static void GiveBack()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        TrimNative();
    }

    /// <summary>
    /// Returns what the compiler, SQLite and TLS have freed; some 30 MB after a sweep of 10,000 feeds. glibc keeps it
    /// in an arena for each thread until it is asked (malloc_trim); other C libraries have no such call.
    /// </summary>
    private static void TrimNative()
    {
        if (
            OperatingSystem.IsLinux()
            && NativeLibrary.TryLoad("libc.so.6", out var library)
            && NativeLibrary.TryGetExport(library, "malloc_trim", out var trim)
        )
            Marshal.GetDelegateForFunctionPointer<Trim>(trim)(0);
    }
}
