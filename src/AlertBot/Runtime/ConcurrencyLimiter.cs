namespace AlertBot.Runtime;

/// <summary>Lets at most so many pieces of work run at once.</summary>
internal sealed class ConcurrencyLimiter(int count) : IDisposable
{
    private readonly SemaphoreSlim _free = new(count);

    public int Free => _free.CurrentCount;

    /// <summary>Waits for a slot, then runs the work in it.</summary>
    public async Task RunAsync(Func<Task> work, CancellationToken ct)
    {
        await _free.WaitAsync(ct);
        try
        {
            await work();
        }
        finally
        {
            _free.Release();
        }
    }

    /// <summary>Waits for a slot, to be given back with <see cref="GiveBack"/>.</summary>
    public Task TakeOneAsync(CancellationToken ct) => _free.WaitAsync(ct);

    /// <summary>
    /// Waits for <paramref name="least"/> slots, then takes what else is free as well. To be given back with
    /// <see cref="GiveBack"/>.
    /// </summary>
    public async Task<int> TakeAsync(int least, CancellationToken ct)
    {
        var taken = 0;
        try
        {
            for (; taken < least; taken++)
                await _free.WaitAsync(ct);
            while (_free.Wait(0, CancellationToken.None))
                taken++;
            return taken;
        }
        catch (OperationCanceledException)
        {
            GiveBack(taken);
            throw;
        }
    }

    public void GiveBack(int slots)
    {
        if (slots > 0)
            _free.Release(slots);
    }

    public void Dispose() => _free.Dispose();
}
