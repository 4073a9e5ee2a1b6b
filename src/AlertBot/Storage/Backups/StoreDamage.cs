namespace AlertBot.Storage.Backups;

/// <summary>That the store was found damaged while the bot runs; what is known of it stays until a restart.</summary>
internal sealed class StoreDamage
{
    private string? _what;

    /// <summary>In words that say what to do; null while nothing was found.</summary>
    public string? What => Volatile.Read(ref _what);

    /// <summary>True for the first.</summary>
    public bool TryReport(string what) => Interlocked.CompareExchange(ref _what, what, null) is null;
}
