using System.Data.Common;
using FluentMigrator.Runner;

namespace AlertBot.Storage;

/// <summary>What differs between the databases that can hold the store.</summary>
internal interface IDialect
{
    /// <summary>Where the store is, for people; no secret in it.</summary>
    string Place { get; }

    /// <summary>Whether several nodes may work on it at once.</summary>
    bool IsShared { get; }

    string ConnectionString { get; }

    /// <summary>Whether there is a store, without making one.</summary>
    bool Exists();

    Task<DbConnection> OpenAsync(CancellationToken ct);

    /// <summary>A connection for a transaction that may write; a file has one writer at a time.</summary>
    Task<DbConnection> OpenToWriteAsync(CancellationToken ct);

    /// <summary>Takes such a connection back whose transaction was committed; any other is to be closed.</summary>
    void KeepToWrite(DbConnection connection);

    /// <summary>
    /// A transaction that may write. What it reads stays true until it ends: no other that may write runs beside it,
    /// once <see cref="TakeTurn"/> was run.
    /// </summary>
    Task<DbTransaction> BeginAsync(DbConnection connection, CancellationToken ct);

    /// <summary>
    /// The first statement of a transaction that may write, which waits until no other runs; null where beginning it
    /// does. It gives no rows and changes none.
    /// </summary>
    string? TakeTurn { get; }

    /// <summary>
    /// The statement as this database writes it. Ours are written as SQLite does, but for lists: <c>IN @ids</c>, where
    /// the parameter is an array of texts or of 64-bit numbers.
    /// </summary>
    string Adapt(string sql);

    /// <summary>
    /// The migrations made; none in a new store. Asked directly: starting the migration framework costs more than the
    /// rest of the start.
    /// </summary>
    HashSet<long> Applied();

    /// <summary>Runs work on the schema while no other node does.</summary>
    void WithSchemaLock(Action work);

    /// <summary>
    /// Throws <see cref="StoreUnavailableException"/> when the store's last user ended without closing it and left it
    /// damaged.
    /// </summary>
    void CheckAtStart();

    /// <summary>
    /// What is damaged in the store, in words that say what to do; null when nothing was found, in some seconds unless
    /// <paramref name="isWhole"/>, or where the server sees to it.
    /// </summary>
    string? FindDamage(bool isWhole);

    /// <summary>Before an upgrade: copies the store where that is ours to do.</summary>
    void BackUpBefore(long version);

    void Configure(IMigrationRunnerBuilder runner);
}
