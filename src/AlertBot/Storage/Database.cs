using System.Data.Common;
using Dapper;

namespace AlertBot.Storage;

/// <summary>
/// Opens connections and transactions. One writer at a time: transactions queue here, where the wait can be cancelled, rather than in the
/// database, where it holds a thread or a connection.
/// </summary>
internal sealed class Database(IOptions<StorageOptions> options) : IDisposable
{
    private static readonly TimeSpan BetweenTries = TimeSpan.FromSeconds(2);

    private readonly SemaphoreSlim _writer = new(1, 1);

    static Database() => StoredTypes.Register();

    public IDialect Dialect { get; } = options.Value.IsPostgres ? new PostgresDialect(options.Value.AlertBot) : new SqliteDialect(options.Value.AlertBot);

    /// <summary>A transaction that may write; nothing of it stays unless it is committed.</summary>
    public async Task<StoreTransaction> BeginAsync(CancellationToken ct)
    {
        await _writer.WaitAsync(ct);
        DbConnection? connection = null;
        try
        {
            connection = await Dialect.OpenAsync(ct);
            return new StoreTransaction(connection, await Dialect.BeginAsync(connection, ct), Dialect, _writer);
        }
        catch
        {
            connection?.Dispose();
            _writer.Release();
            throw;
        }
    }

    /// <summary>Runs one transaction and commits it.</summary>
    public async Task WriteAsync(Func<StoreTransaction, Task> work, CancellationToken ct)
    {
        await using var transaction = await BeginAsync(ct);
        await work(transaction);
        await transaction.CommitAsync(ct);
    }

    /// <summary>
    /// One transaction that does no more than lease rows, which needs no turn where the database locks single rows: what another node is
    /// about to lease is passed over.
    /// </summary>
    public async Task LeaseAsync(Func<StoreTransaction, Task> work, CancellationToken ct)
    {
        if (!Dialect.IsShared)
        {
            await WriteAsync(work, ct);
            return;
        }
        var connection = await Dialect.OpenAsync(ct);
        await using var transaction = new StoreTransaction(connection, await connection.BeginTransactionAsync(ct), Dialect, writer: null);
        await work(transaction);
        await transaction.CommitAsync(ct);
    }

    /// <summary>What spares other nodes a wait and costs nothing when it is left undone, as at a stop: tried once, for two seconds.</summary>
    public async Task OfferAsync(Func<CancellationToken, Task> work)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(2), TimeProvider.System);
        try
        {
            await work(limit.Token);
        }
        catch (Exception e) when (e is DbException or OperationCanceledException)
        {
            // It runs out by itself.
        }
    }

    /// <summary>What must be done and can wait, tried until the store can be used. That it cannot is told by the ticks of the schedule.</summary>
    public static async Task OutlastAsync(Func<Task> work, TimeProvider clock, CancellationToken ct)
    {
        while (true)
        {
            try
            {
                await work();
                return;
            }
            catch (DbException)
            {
                await Task.Delay(BetweenTries, clock, ct);
            }
        }
    }

    /// <summary>Rows of a query outside any transaction.</summary>
    public async Task<IReadOnlyList<T>> QueryAsync<T>(string sql, object? args, CancellationToken ct)
    {
        await using var connection = await Dialect.OpenAsync(ct);
        return (await connection.QueryAsync<T>(new CommandDefinition(Dialect.Adapt(sql), args, cancellationToken: ct))).AsList();
    }

    public void Dispose()
    {
        _writer.Dispose();
        (Dialect as IDisposable)?.Dispose();
    }
}
