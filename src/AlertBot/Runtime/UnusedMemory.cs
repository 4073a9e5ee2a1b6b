namespace AlertBot.Runtime;

/// <summary>Gives memory back that a burst of work has left behind.</summary>
internal static class UnusedMemory
{
    /// <summary>
    /// Collects all generations and returns what is free to the system; some 100 ms. For after a burst only: texts that
    /// lived through one are old to the collector, which frees the old when more of them come. Between bursts too few
    /// do, and the process would keep them for hours.
    /// </summary>
    public static void GiveBack() =>
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
}
