namespace AlertBot.Storage.Leases;

/// <summary>Owns a table whose rows are leased.</summary>
internal interface ILeaseOwner
{
    /// <summary>
    /// Ends every lease. Only for the one node of an SQLite store, at its start: a lease that is still running belongs
    /// to its former life.
    /// </summary>
    Task ReleaseAllAsync(StoreTransaction tx, CancellationToken ct);
}
