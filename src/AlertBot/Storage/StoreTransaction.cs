using System.Data.Common;
using Dapper;

namespace AlertBot.Storage;

/// <summary>A transaction that is open. Disposing it without <see cref="CommitAsync"/> undoes everything.</summary>
internal sealed class StoreTransaction(
    DbConnection connection,
    DbTransaction transaction,
    IDialect dialect,
    SemaphoreSlim? writer
) : IAsyncDisposable
{
    private readonly List<Action> _undone = [];
    private bool _isCommitted;

    public bool IsShared => dialect.IsShared;

    public Task<int> ExecuteAsync(string sql, object? args, CancellationToken ct) =>
        connection.ExecuteAsync(new CommandDefinition(dialect.Adapt(sql), args, transaction, cancellationToken: ct));

    /// <summary>
    /// Runs a statement that gives nothing back for each of the rows, in order: on a server in one round trip.
    /// </summary>
    public Task ExecuteEachAsync(string sql, IReadOnlyList<object> rows, CancellationToken ct) =>
        rows.Count == 0 ? Task.CompletedTask : dialect.ExecuteEachAsync(transaction, dialect.Adapt(sql), rows, ct);

    public async Task<IReadOnlyList<T>> QueryAsync<T>(string sql, object? args, CancellationToken ct) =>
        (
            await connection.QueryAsync<T>(
                new CommandDefinition(dialect.Adapt(sql), args, transaction, cancellationToken: ct)
            )
        ).AsList();

    /// <summary>
    /// The single value of the single row, as <c>RETURNING id</c> gives; default when there is no row.
    /// </summary>
    public Task<T?> ScalarAsync<T>(string sql, object? args, CancellationToken ct) =>
        connection.ExecuteScalarAsync<T>(
            new CommandDefinition(dialect.Adapt(sql), args, transaction, cancellationToken: ct)
        );

    /// <summary>
    /// Runs the action when the transaction ends without a commit, whatever the reason, before the next writer has its
    /// turn: what was taken into memory from it must not be seen by anyone else.
    /// </summary>
    public void OnUndo(Action action) => _undone.Add(action);

    public async Task CommitAsync(CancellationToken ct)
    {
        await transaction.CommitAsync(ct);
        _isCommitted = true;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_isCommitted)
            _undone.ForEach(action => action());
        await transaction.DisposeAsync();
        await connection.DisposeAsync();
        writer?.Release();
    }
}
