using AlertBot.Chats;
using AlertBot.Runtime;

namespace AlertBot.Channels;

/// <summary>
/// Tells whether "too many requests" is about one chat or the whole bot: the answer itself does not say (Telegram), so
/// several chats that get it at once are taken for the bot.
/// </summary>
internal sealed class FloodDetector(TimeProvider clock)
{
    private const int ChatsThatMakeABot = 3;

    private static readonly TimeSpan AtOnce = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private readonly List<(DateTimeOffset At, Chat Chat, TimeSpan Wait)> _recent = [];

    /// <summary>
    /// The longest wait asked for, when it is to hold for the whole bot; null when it is this chat's alone.
    /// </summary>
    public TimeSpan? Observe(Chat chat, TimeSpan wait)
    {
        lock (_lock)
        {
            var now = clock.GetSteadyNow();
            _recent.RemoveAll(flood => now - flood.At > AtOnce);
            _recent.Add((now, chat, wait));
            if (_recent.Select(flood => flood.Chat).Distinct().Count() < ChatsThatMakeABot)
                return null;
            var longest = _recent.Max(flood => flood.At + flood.Wait) - now;
            _recent.Clear();
            return longest;
        }
    }
}
