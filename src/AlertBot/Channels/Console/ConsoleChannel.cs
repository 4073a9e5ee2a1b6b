using AlertBot.Chats;

namespace AlertBot.Channels.Console;

/// <summary>Writes messages to a terminal: for the demo, and for a first try before any network is set up.</summary>
internal sealed class ConsoleChannel(TextWriter output) : IChannel, IDisposable
{
    private readonly SemaphoreSlim _one = new(1, 1);
    private int _written;

    public static Chat Chat { get; } = new("console", "out");

    public string Name => "console";

    public TimeSpan PauseAfter(Chat chat) => TimeSpan.Zero;

    public async Task<DeliveryOutcome> SendAsync(Message message, CancellationToken ct)
    {
        await _one.WaitAsync(ct);
        try
        {
            await output.WriteLineAsync(ConsoleText.Render(message).AsMemory(), ct);
            await output.FlushAsync(ct);
            return new DeliveryOutcome.Sent($"{++_written}");
        }
        catch (IOException e)
        {
            return new DeliveryOutcome.Later(
                TimeSpan.FromMinutes(1),
                $"the terminal cannot be written to: {e.Message}"
            );
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();
}
