namespace AlertBot.Tests.Support;

/// <summary>
/// Telegram's published limits, strictly: so many messages a second over all chats, one a second in a private chat,
/// twenty a minute in a group or channel (core.telegram.org/bots/faq, read 2026-11-23). A scale raises every limit, so
/// that a long run fits into minutes.
/// </summary>
internal sealed class TelegramLimits(TimeProvider clock, double scale = 1)
{
    private const int PerSecond = 30;
    private const int GroupPerMinute = 20;

    private readonly Lock _lock = new();
    private readonly Queue<DateTimeOffset> _all = [];
    private readonly Dictionary<long, Queue<DateTimeOffset>> _byChat = [];

    /// <summary>429s given.</summary>
    public int Refused { get; private set; }

    /// <summary>Seconds to wait, at least 1, or null when the message may come.</summary>
    public int? Take(long chat)
    {
        lock (_lock)
        {
            var now = clock.GetUtcNow();
            var own = _byChat.TryGetValue(chat, out var known) ? known : _byChat[chat] = [];
            var (most, window) =
                chat < 0 ? (GroupPerMinute, TimeSpan.FromMinutes(1) / scale) : (1, TimeSpan.FromSeconds(1) / scale);
            var wait = Max(
                WaitFor(_all, (int)(PerSecond * scale), TimeSpan.FromSeconds(1), now),
                WaitFor(own, most, window, now)
            );
            if (wait <= TimeSpan.Zero)
            {
                _all.Enqueue(now);
                own.Enqueue(now);
                return null;
            }
            Refused++;
            return Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds));
        }
    }

    private static TimeSpan WaitFor(Queue<DateTimeOffset> taken, int most, TimeSpan window, DateTimeOffset now)
    {
        while (taken.TryPeek(out var oldest) && now - oldest >= window)
            taken.Dequeue();
        return taken.Count < most ? TimeSpan.Zero : window - (now - taken.Peek());
    }

    private static TimeSpan Max(TimeSpan a, TimeSpan b) => a > b ? a : b;
}
