namespace AlertBot.Channels;

/// <summary>
/// Runs work in order within a chat, side by side among chats: what is slow holds up its own chat only.
/// </summary>
/// <typeparam name="T">A chat, as its network names it.</typeparam>
internal sealed class ChatQueue<T>
    where T : notnull
{
    /// <summary>Chats remembered before those whose work is done are dropped.</summary>
    private const int Many = 1000;

    private readonly Dictionary<T, Task> _lastOf = [];

    /// <summary>
    /// Starts the work, which is handed the work before it in its chat, to wait for; it must not throw.
    /// </summary>
    public void Post(T chat, Func<Task, Task> work)
    {
        lock (_lastOf)
        {
            var before = _lastOf.GetValueOrDefault(chat, Task.CompletedTask);
            if (_lastOf.Count > Many)
                DropFinished();
            _lastOf[chat] = Task.Run(() => work(before), CancellationToken.None);
        }
    }

    /// <summary>Done when all that was posted is.</summary>
    public Task FinishAsync()
    {
        lock (_lastOf)
            return Task.WhenAll(_lastOf.Values);
    }

    private void DropFinished()
    {
        foreach (var chat in _lastOf.Where(last => last.Value.IsCompleted).Select(last => last.Key).ToList())
            _lastOf.Remove(chat);
    }
}
