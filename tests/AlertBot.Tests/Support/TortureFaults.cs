namespace AlertBot.Tests.Support;

/// <summary>
/// A seeded schedule of what goes wrong: floods, failing gateways, connections cut before or after the message was
/// taken in, silence, slowness; some groups move, some take the bot's rights for a time, some chats throw it out.
/// </summary>
internal sealed class TortureFaults(FakeTelegram telegram, FakeDiscord discord, TortureOptions options)
{
    private const string CutBefore = "cut before taken in";
    private const string CutAfter = "cut after taken in";

    private readonly Random _random = new(options.Seed);
    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, int> _played = [];
    private readonly HashSet<long> _refused = [];
    private readonly Signal _refusal = new();

    /// <summary>Chats that throw the bot out before the first message.</summary>
    public IReadOnlyList<long> Kicking { get; } = [.. Every(options, 100, 0).Where(chat => chat > 0)];

    public IReadOnlyList<long> Sleeping { get; } = [.. Every(options, 100, 5).Where(chat => chat < 0)];

    public IReadOnlyList<long> Moving { get; } = [.. Every(options, 100, 8).Where(chat => chat < 0)];

    /// <summary>Faults by kind.</summary>
    public string Played
    {
        get
        {
            lock (_lock)
                return string.Join(", ", _played.Select(fault => $"{fault.Value} {fault.Key}"));
        }
    }

    /// <summary>The address a chat had at the beginning.</summary>
    public static long Original(long chat) => chat < -100_000_000 ? chat + 100_000_000 : chat;

    public void Begin()
    {
        foreach (var chat in Kicking)
            telegram.Place(chat).BotStatus = "kicked";
        foreach (var chat in Sleeping)
            telegram.Place(chat).BotMayPost = false;
        telegram.Schedule = (_, chat) => Noted(chat, Next(OnTelegram));
        discord.Schedule = _ => Next(OnDiscord);
    }

    /// <summary>When some messages have arrived, groups move, and rights come back, which Telegram tells.</summary>
    public void HalfWay()
    {
        foreach (var chat in Moving)
            telegram.Place(chat).MovedTo = chat - 100_000_000;
        foreach (var chat in Sleeping)
        {
            telegram.Place(chat).BotMayPost = true;
            telegram.Inbox.Standing(telegram.Place(chat));
        }
    }

    /// <summary>
    /// Done when each of these chats, which threw the bot out, has refused a message after the call of
    /// <paramref name="send"/>.
    /// </summary>
    public async Task RefusedAsync(IReadOnlyList<long> chats, Action send, TimeSpan limit, CancellationToken ct)
    {
        lock (_lock)
            _refused.Clear();
        send();
        while (true)
        {
            var next = _refusal.Next;
            lock (_lock)
            {
                if (_refused.IsSupersetOf(chats))
                    return;
            }
            await next.WaitAsync(limit, ct);
        }
    }

    /// <summary>Whoever threw the bot out refuses what no fault keeps from it.</summary>
    private TelegramFault? Noted(long chat, TelegramFault? fault)
    {
        if (fault is { Accepts: false } || !Kicking.Contains(chat))
            return fault;
        lock (_lock)
            _refused.Add(chat);
        _refusal.Raise();
        return fault;
    }

    /// <summary>The fault that the next message meets, if any; counted where the network knows it.</summary>
    private T? Next<T>(Func<string, T?> on)
        where T : class
    {
        lock (_lock)
        {
            var kind = options.IsStormy ? InStorm(_random.Next(10_000)) : Usual(_random.Next(10_000));
            if (kind is null || on(kind) is not { } fault)
                return null;
            _played[kind] = _played.GetValueOrDefault(kind) + 1;
            return fault;
        }
    }

    private static string? Usual(int chance) =>
        chance switch
        {
            < 20 => "429",
            < 60 => "502",
            < 90 => CutBefore,
            < 130 => CutAfter,
            < 135 => "silence",
            < 165 => "slow",
            _ => null,
        };

    /// <summary>One message in five gets no answer; of those, one in five again, and so on.</summary>
    private static string? InStorm(int chance) =>
        chance switch
        {
            < 100 => "429",
            < 300 => "502",
            < 1_300 => CutBefore,
            < 2_300 => CutAfter,
            < 2_310 => "silence",
            _ => null,
        };

    private static TelegramFault? OnTelegram(string kind) =>
        kind switch
        {
            "429" => TelegramFault.TooMany(1),
            "502" => TelegramFault.ServerError(502),
            CutBefore => TelegramFault.Cut(accepts: false),
            CutAfter => TelegramFault.Cut(accepts: true),
            "silence" => TelegramFault.Silence(),
            "slow" => TelegramFault.Slow(TimeSpan.FromMilliseconds(300)),
            _ => null,
        };

    private static DiscordFault? OnDiscord(string kind) =>
        kind switch
        {
            "429" => DiscordFault.TooMany(1),
            "502" => DiscordFault.Page(502),
            CutBefore => DiscordFault.Cut(accepts: false),
            CutAfter => DiscordFault.Cut(accepts: true),
            "silence" => DiscordFault.Silence(),
            _ => null,
        };

    private static IEnumerable<long> Every(TortureOptions options, int step, int first) =>
        Enumerable.Range(0, options.Chats).Where(n => n % step == first).Select(options.ChatOf);
}
