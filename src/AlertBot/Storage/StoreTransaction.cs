using System.Data.Common;
using Dapper;

namespace AlertBot.Storage;

/// <summary>
/// A transaction that is open. Disposing it without <see cref="CommitAsync"/> undoes everything. To a server, where
/// each round trip keeps all other writers waiting, what nobody waits for is sent together with the next statement that
/// somebody does, or with the commit; a file runs all at once. Either way statements take effect in their order.
/// </summary>
internal sealed class StoreTransaction : IAsyncDisposable
{
    /// <summary>Statements that are sent together where none of them is waited for.</summary>
    private const int MostTogether = 100;

    private readonly DbConnection _connection;
    private readonly DbTransaction _transaction;
    private readonly IDialect _dialect;
    private readonly SemaphoreSlim? _writer;
    private readonly StatementQueue _queue = new();
    private readonly List<Action> _undone = [];
    private bool _isCommitted;

    /// <summary>Whether a statement failed: a server undoes at the commit what was before, and says nothing.</summary>
    private bool _isBroken;

    /// <summary>Whether all that waits is the statement that takes the turn, which changes no rows.</summary>
    private bool _isTurnAlone;

    /// <param name="connection">Its own, which it closes.</param>
    /// <param name="transaction">On that.</param>
    /// <param name="dialect">Of that.</param>
    /// <param name="writer">Released at its end; null where it needs no turn.</param>
    public StoreTransaction(DbConnection connection, DbTransaction transaction, IDialect dialect, SemaphoreSlim? writer)
    {
        (_connection, _transaction, _dialect, _writer) = (connection, transaction, dialect, writer);
        if (writer is null || dialect.TakeTurn is not { } takeTurn)
            return;
        _queue.Add(takeTurn, null);
        _isTurnAlone = true;
    }

    public bool IsShared => _dialect.IsShared;

    /// <summary>Runs a statement and gives how many rows it changed.</summary>
    public async Task<int> ExecuteAsync(string sql, object? args, CancellationToken ct)
    {
        if (_queue.Count > 0 && (!_isTurnAlone || args is System.Collections.IEnumerable))
            await SendAsync(ct);
        if (_queue.Count == 0)
            return await RunAsync(() => _connection.ExecuteAsync(Command(sql, args, ct)));
        _queue.Add(_dialect.Adapt(sql), args);
        return await SendAsync(ct);
    }

    /// <summary>Runs a statement that gives nothing back and that nobody waits for.</summary>
    public async Task QueueAsync(string sql, object? args, CancellationToken ct)
    {
        if (!IsShared)
        {
            await ExecuteAsync(sql, args, ct);
            return;
        }
        if (_queue.Count >= MostTogether)
            await SendAsync(ct);
        _queue.Add(_dialect.Adapt(sql), args);
        _isTurnAlone = false;
    }

    /// <summary>The same for each of the rows, which hold its parameters, in order.</summary>
    public async Task QueueEachAsync(string sql, IReadOnlyList<object> rows, CancellationToken ct)
    {
        if (!IsShared && rows.Count > 0)
            await ExecuteAsync(sql, rows, ct);
        foreach (var row in IsShared ? rows : [])
            await QueueAsync(sql, row, ct);
    }

    public async Task<IReadOnlyList<T>> QueryAsync<T>(string sql, object? args, CancellationToken ct) =>
        _queue.Count == 0
            ? await RunAsync(async () => (await _connection.QueryAsync<T>(Command(sql, args, ct))).AsList())
            : await (await AskAsync<T>(sql, args, ct)).ReadAsync(ct);

    /// <summary>Asks for rows that are read later, so that several questions take one round trip.</summary>
    public async Task<Answer<T>> AskAsync<T>(string sql, object? args, CancellationToken ct)
    {
        var answer = new Answer<T>(SendAsync);
        if (IsShared)
        {
            _queue.Add(_dialect.Adapt(sql), args, async rows => answer.Set((await rows.ReadAsync<T>()).AsList()));
            _isTurnAlone = false;
        }
        else
            answer.Set(await QueryAsync<T>(sql, args, ct));
        return answer;
    }

    /// <summary>The rows for each of several sets of parameters, in one round trip.</summary>
    public async Task<IReadOnlyList<IReadOnlyList<T>>> QueryEachAsync<T>(
        string sql,
        IEnumerable<object> sets,
        CancellationToken ct
    )
    {
        var answers = new List<Answer<T>>();
        foreach (var args in sets)
            answers.Add(await AskAsync<T>(sql, args, ct));
        var rows = new List<IReadOnlyList<T>>();
        foreach (var answer in answers)
            rows.Add(await answer.ReadAsync(ct));
        return rows;
    }

    /// <summary>
    /// The single value of the single row, as <c>RETURNING id</c> gives; default when there is no row.
    /// </summary>
    public async Task<T?> ScalarAsync<T>(string sql, object? args, CancellationToken ct) =>
        _queue.Count == 0
            ? await RunAsync(() => _connection.ExecuteScalarAsync<T>(Command(sql, args, ct)))
            : (await QueryAsync<T>(sql, args, ct)).FirstOrDefault();

    /// <summary>
    /// Runs the action when the transaction ends without a commit, whatever the reason, before the next writer has its
    /// turn: what was taken into memory from it must not be seen by anyone else.
    /// </summary>
    public void OnUndo(Action action) => _undone.Add(action);

    /// <summary>
    /// Commits; what waits is sent with it. Throws where any statement failed, also one nobody waited for.
    /// </summary>
    public async Task CommitAsync(CancellationToken ct)
    {
        if (_isBroken && IsShared)
            throw new InvalidOperationException("A statement of the transaction failed, so it cannot be committed.");
        if (_queue.Count == 0)
            await RunAsync(async () =>
            {
                await _transaction.CommitAsync(ct);
                return 0;
            });
        else
        {
            _queue.Add("COMMIT", null);
            await SendAsync(ct);
        }
        _isCommitted = true;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_isCommitted)
            _undone.ForEach(action => action());
        try
        {
            await EndAsync();
        }
        finally
        {
            _writer?.Release();
        }
    }

    /// <summary>A connection on which anything failed is not used again.</summary>
    private async Task EndAsync()
    {
        var isSound = false;
        try
        {
            await _transaction.DisposeAsync();
            isSound = _isCommitted && !_isBroken;
        }
        finally
        {
            if (isSound)
                _dialect.KeepToWrite(_connection);
            else
                await _connection.DisposeAsync();
        }
    }

    private async Task<int> SendAsync(CancellationToken ct)
    {
        _isTurnAlone = false;
        return _queue.Count == 0 ? 0 : await RunAsync(() => _queue.SendAsync(_transaction, ct));
    }

    private async Task<T> RunAsync<T>(Func<Task<T>> statement)
    {
        var wasBroken = _isBroken;
        _isBroken = true;
        var result = await statement();
        _isBroken = wasBroken;
        return result;
    }

    private CommandDefinition Command(string sql, object? args, CancellationToken ct) =>
        new(_dialect.Adapt(sql), args, _transaction, cancellationToken: ct);
}
