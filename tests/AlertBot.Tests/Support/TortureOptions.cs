namespace AlertBot.Tests.Support;

/// <summary>How hard the real program is treated.</summary>
/// <param name="Chats">Chats, a third of them groups; each follows one topic.</param>
/// <param name="Alerts">Entries that come out of feeds, each for one topic, and so for two chats.</param>
/// <param name="Kills">SIGKILLs, spread over the run: as a send comes in, when it was taken in and not yet answered, or
/// at any moment.</param>
/// <param name="Seed">Of everything random.</param>
/// <param name="Scale">Telegram's limits and the program's pace are both so much higher.</param>
/// <param name="QuietFeeds">Feeds beside those that bring the entries: polled each minute, never anything new.</param>
/// <param name="IsStormy">Whether many connections are cut, also twice in a row for one message.</param>
/// <param name="WithDiscord">Whether every fourth chat is a channel of Discord's.</param>
internal sealed record TortureOptions(
    int Chats,
    int Alerts,
    int Kills,
    int Seed,
    double Scale,
    int QuietFeeds = 0,
    bool WithDiscord = false,
    bool IsStormy = false
)
{
    /// <summary>Whether the long forms are asked for.</summary>
    public static bool AreLong => Environment.GetEnvironmentVariable("ALERTBOT_TORTURE") == "long";

    private const long FirstChannel = 900_000_000_000_000_000;

    /// <summary>The seed that is asked for, else the usual one.</summary>
    public static int SeedOr(int usual) =>
        Environment.GetEnvironmentVariable("ALERTBOT_SEED") is { } asked
            ? int.Parse(asked, System.Globalization.CultureInfo.InvariantCulture)
            : usual;

    public int Topics => Chats / 2;

    /// <summary>Of Telegram's chats a third are groups, with negative ids.</summary>
    public long ChatOf(int number) =>
        WithDiscord && number % 4 == 3 ? FirstChannel + number
        : number % 3 == 2 ? -1_000_000 - number
        : 1_000_000 + number;

    /// <summary>As configuration and store name it.</summary>
    public static string NameOf(long chat) => chat >= FirstChannel ? $"discord:{chat}" : $"telegram:{chat}";

    public int TopicOf(int number) => number % Topics;

    /// <summary>What these chats follow.</summary>
    public IReadOnlyList<int> TopicsOf(IReadOnlyList<long> chats) =>
        [.. Enumerable.Range(0, Chats).Where(number => chats.Contains(ChatOf(number))).Select(TopicOf).Distinct()];
}
