namespace AlertBot.Config;

/// <summary>Lets at most so many pieces of work run at once.</summary>
internal sealed class Slots(int count) : IDisposable
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

    public void Dispose() => _free.Dispose();
}
