using System.Diagnostics;

namespace AlertBot.Tests.Support;

/// <summary>What arrived on both networks, as chat and headline; who waits for it is woken.</summary>
internal sealed class TortureArrivals(FakeTelegram telegram, FakeDiscord discord, TortureFeeds feeds)
{
    private readonly Dictionary<(long Chat, string Title), long> _first = [];
    private readonly Signal _signal = new();

    /// <summary>Done at the next arrival.</summary>
    public Task Next => _signal.Next;

    /// <summary>Done when anything has arrived.</summary>
    public async Task FirstAsync(CancellationToken ct)
    {
        while (true)
        {
            var next = Next;
            if (Count > 0)
                return;
            await next.WaitAsync(HangLimit.Span, ct);
        }
    }

    /// <summary>Called at each.</summary>
    public Action? OnArrived { get; set; }

    public int Count
    {
        get
        {
            lock (_first)
                return _first.Count;
        }
    }

    public void Begin()
    {
        telegram.OnArrived = message => Note(KeyOf(message));
        discord.OnArrived = message => Note(KeyOf(message));
    }

    public bool Has((long Chat, string Title) message)
    {
        lock (_first)
            return _first.ContainsKey(message);
    }

    /// <summary>Every message that stands in a chat, in the order in which a chat got them.</summary>
    public IEnumerable<(long Chat, string Title)> All() =>
        telegram.Messages.Select(KeyOf).Concat(discord.Messages.Select(KeyOf));

    /// <summary>Chats whose messages first arrived in another order than they were put into the outbox.</summary>
    public static IReadOnlyList<string> OutOfOrder(
        IEnumerable<(long Chat, string Title)> all,
        Dictionary<long, List<string>> written
    )
    {
        var arrived = all.Distinct().GroupBy(key => key.Chat);
        return
        [
            .. arrived
                .Where(chat =>
                    written.TryGetValue(chat.Key, out var order)
                    && !order.SequenceEqual(chat.Select(key => key.Title).Where(order.Contains))
                )
                .Select(chat => $"{chat.Key}"),
        ];
    }

    /// <summary>
    /// From the answer of the feed to the first arrival of each, shortest first; chats in <paramref name="without"/>
    /// left out.
    /// </summary>
    public List<TimeSpan> Waits(HashSet<long> without)
    {
        lock (_first)
            return
            [
                .. _first
                    .Where(a => !without.Contains(a.Key.Chat))
                    .Select(a => Stopwatch.GetElapsedTime(feeds.ServedAt(a.Key.Title), a.Value))
                    .Order(),
            ];
    }

    /// <summary>
    /// The longest from the last blow that a message met on its way, or where it met none from the feed's answer, to
    /// its arrival; zero where no chat is left.
    /// </summary>
    public TimeSpan Takeover(HashSet<long> without, IReadOnlyList<long> blows)
    {
        lock (_first)
        {
            return _first
                .Where(a => !without.Contains(a.Key.Chat))
                .Select(a =>
                    Stopwatch.GetElapsedTime(
                        Math.Max(feeds.ServedAt(a.Key.Title), blows.LastOrDefault(blow => blow < a.Value)),
                        a.Value
                    )
                )
                .DefaultIfEmpty()
                .Max();
        }
    }

    /// <summary>From the first arrival to the last.</summary>
    public TimeSpan Took()
    {
        lock (_first)
            return Stopwatch.GetElapsedTime(_first.Values.Min(), _first.Values.Max());
    }

    private void Note((long Chat, string Title) message)
    {
        feeds.Arrived(message.Title);
        lock (_first)
            _first.TryAdd(message, Stopwatch.GetTimestamp());
        OnArrived?.Invoke();
        _signal.Raise();
    }

    // Before the headline stand a mark of two characters and a space.
    private static (long Chat, string Title) KeyOf(Arrived message) =>
        (TortureFaults.Original(message.Chat), message.Visible.Split('\n')[0][3..]);

    private static (long Chat, string Title) KeyOf(DiscordArrived message) =>
        (long.Parse(message.Channel, System.Globalization.CultureInfo.InvariantCulture), message.Title[3..]);
}
