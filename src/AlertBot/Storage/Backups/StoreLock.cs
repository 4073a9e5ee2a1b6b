namespace AlertBot.Storage.Backups;

/// <summary>
/// Keeps a second <c>run</c> off an SQLite file: the first frees all leases at its start, so two would send everything
/// twice. The lock is the operating system's and goes with the process, however it ends.
/// </summary>
internal sealed class StoreLock(Database database) : IDisposable
{
    private FileStream? _held;

    /// <summary>
    /// Throws <see cref="StoreInUseException"/> when another process holds it. A store that nodes share has no lock.
    /// </summary>
    public void Acquire()
    {
        if (database.Dialect is not SqliteDialect sqlite)
            return;
        var path = sqlite.File + ".lock";
        try
        {
            _held = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            throw new StoreInUseException(sqlite.File);
        }
    }

    public void Dispose()
    {
        if (_held is null)
            return;
        (database.Dialect as SqliteDialect)?.Close();
        _held.Dispose();
    }
}

/// <summary>Another AlertBot works on the same SQLite file.</summary>
internal sealed class StoreInUseException(string file)
    : Exception(
        $"another AlertBot runs on {file}; stop it, or give this one a store of its own (ConnectionStrings:AlertBot)."
    );
