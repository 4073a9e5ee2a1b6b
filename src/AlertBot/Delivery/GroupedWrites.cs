using AlertBot.Storage;

namespace AlertBot.Delivery;

/// <summary>
/// Writes items in one transaction that came in while an earlier one was written, as transactions take turns over all
/// nodes and each costs its round trips. Where the transaction fails it fails for each of them.
/// </summary>
/// <param name="database">Written to.</param>
/// <param name="write">Queues the statements of one item; its answer has a row where the item was written.</param>
internal sealed class GroupedWrites<T>(
    Database database,
    Func<StoreTransaction, T, CancellationToken, Task<Answer<string>>> write
) : IDisposable
{
    private readonly SemaphoreSlim _writing = new(1, 1);
    private readonly Lock _lock = new();
    private List<Item> _waiting = [];

    /// <summary>Ends when the item's transaction has; false where its answer had no row.</summary>
    public async Task<bool> WriteAsync(T item, CancellationToken ct)
    {
        var mine = new Item(item);
        lock (_lock)
            _waiting.Add(mine);
        await _writing.WaitAsync(ct);
        try
        {
            // Whoever was before may have written it as well.
            if (!mine.Done.Task.IsCompleted)
                await WriteWaitingAsync(ct);
        }
        finally
        {
            _writing.Release();
        }
        return await mine.Done.Task;
    }

    public void Dispose() => _writing.Dispose();

    /// <summary>Writes all that wait once this node's writers let it; each is told what came of it.</summary>
    private async Task WriteWaitingAsync(CancellationToken ct)
    {
        List<Item>? group = null;
        try
        {
            await using var tx = await database.BeginAsync(ct);
            group = Take();
            var answers = new List<Answer<string>>();
            foreach (var item in group)
                answers.Add(await write(tx, item.Value, ct));
            await tx.CommitAsync(ct);
            foreach (var (item, answer) in group.Zip(answers))
                item.Done.SetResult((await answer.ReadAsync(ct)).Count > 0);
        }
        // Whatever it is, it must reach all of them, or they would wait for ever.
#pragma warning disable CA1031
        catch (Exception e)
#pragma warning restore CA1031
        {
            (group ?? Take()).ForEach(item => item.Done.TrySetException(e));
        }
    }

    private List<Item> Take()
    {
        lock (_lock)
        {
            var taken = _waiting;
            _waiting = [];
            return taken;
        }
    }

    private sealed class Item(T value)
    {
        public T Value => value;

        public TaskCompletionSource<bool> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
