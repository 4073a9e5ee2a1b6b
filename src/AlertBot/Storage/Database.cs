using System.Data.Common;
using AlertBot.Configuration;
using Dapper;

namespace AlertBot.Storage;

/// <summary>
/// Opens connections and transactions. One writer at a time: transactions queue here, where the wait can be cancelled,
/// rather than in the database, where it holds a thread or a connection.
/// </summary>
internal sealed class Database(IOptions<StorageOptions> options) : IDisposable
{
    private static readonly TimeSpan BetweenTries = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestOffer = TimeSpan.FromSeconds(2);

    private readonly SemaphoreSlim _writer = new(1, 1);

    static Database() => StoredTypes.Register();

    public IDialect Dialect { get; } = DialectOf(options.Value);

    /// <summary>
    /// Throws <see cref="SettingsException"/> for a connection string that cannot be used. What it says is not shown:
    /// any part of it may be a password.
    /// </summary>
    private static IDialect DialectOf(StorageOptions settings)
    {
        try
        {
            return settings.IsPostgres ? new PostgresDialect(settings.AlertBot) : new SqliteDialect(settings.AlertBot);
        }
        catch (Exception e)
            when (e is ArgumentException or FormatException or KeyNotFoundException or OverflowException)
        {
            throw new SettingsException(
                "ConnectionStrings:AlertBot cannot be read; write \"Data Source=FILE\" for a file of SQLite, "
                    + "or \"Host=SERVER;Database=NAME;Username=USER\" for PostgreSQL"
            );
        }
    }

    /// <summary>A transaction that may write; nothing of it stays unless it is committed.</summary>
    public async Task<StoreTransaction> BeginAsync(CancellationToken ct)
    {
        await _writer.WaitAsync(ct);
        DbConnection? connection = null;
        try
        {
            connection = await Dialect.OpenToWriteAsync(ct);
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
    /// One transaction that does no more than lease rows, which needs no turn where the database locks single rows:
    /// what another node is about to lease is passed over.
    /// </summary>
    public async Task LeaseAsync(Func<StoreTransaction, Task> work, CancellationToken ct)
    {
        if (!Dialect.IsShared)
        {
            await WriteAsync(work, ct);
            return;
        }
        var connection = await Dialect.OpenAsync(ct);
        await using var transaction = new StoreTransaction(
            connection,
            await connection.BeginTransactionAsync(ct),
            Dialect,
            writer: null
        );
        await work(transaction);
        await transaction.CommitAsync(ct);
    }

    /// <summary>
    /// What spares other nodes a wait and costs nothing when it is left undone, as at a stop: it runs out by itself.
    /// </summary>
    public static Task TryAsync(Func<CancellationToken, Task> work) =>
        TryAsync(work, LongestOffer, CancellationToken.None);

    /// <summary>
    /// Once, and for no longer than <paramref name="limit"/>; false when the store cannot be used or does not answer in
    /// time. A database answers in real time, whatever clock leases go by.
    /// </summary>
    public static async Task<bool> TryAsync(Func<CancellationToken, Task> work, TimeSpan limit, CancellationToken ct)
    {
        using var over = new CancellationTokenSource(limit, TimeProvider.System);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, over.Token);
        try
        {
            await work(either.Token);
            return true;
        }
        catch (DbException)
        {
            // Also when it is cancelled meanwhile: whoever asked looks at its own token next.
            return false;
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return false;
        }
    }

    /// <summary>
    /// What must be done and can wait, tried until the store can be used. That it cannot is told by the ticks of the
    /// schedule.
    /// </summary>
    public static Task RetryOnFaultAsync(Func<Task> work, TimeProvider clock, CancellationToken ct) =>
        RetryOnFaultAsync(work, DateTimeOffset.MaxValue, clock, ct);

    /// <summary>
    /// The same for what is of use until <paramref name="until"/> only; then the store's fault is thrown.
    /// </summary>
    public static async Task RetryOnFaultAsync(
        Func<Task> work,
        DateTimeOffset until,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        while (true)
        {
            try
            {
                await work();
                return;
            }
            catch (DbException) when (clock.GetUtcNow() < until)
            {
                await Task.Delay(BetweenTries, clock, ct);
            }
        }
    }

    /// <summary>Rows of a query outside any transaction.</summary>
    public async Task<IReadOnlyList<T>> QueryAsync<T>(string sql, object? args, CancellationToken ct)
    {
        await using var connection = await Dialect.OpenAsync(ct);
        return (
            await connection.QueryAsync<T>(new CommandDefinition(Dialect.Adapt(sql), args, cancellationToken: ct))
        ).AsList();
    }

    public void Dispose()
    {
        _writer.Dispose();
        (Dialect as IDisposable)?.Dispose();
    }
}
