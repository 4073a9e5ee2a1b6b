using System.Globalization;
using System.Xml.Linq;
using V = AlertBot.Feeds.Parsing.FeedVocabulary;

namespace AlertBot.Feeds.Scheduling;

/// <summary>How often a feed's own document asks to be polled.</summary>
/// <param name="Pause">Time between polls; zero for no wish.</param>
/// <param name="SkipHours">Bit h: not in hour h of the day, in GMT.</param>
/// <param name="SkipDays">Bit d: not on day d of the week, Sunday 0, in GMT.</param>
internal readonly record struct PollingHints(TimeSpan Pause, int SkipHours, int SkipDays)
{
    private const int AllHours = (1 << 24) - 1;
    private const int AllDays = (1 << 7) - 1;

    /// <summary>
    /// ttl in minutes, skipHours and skipDays (RSS 2.0 specification), updatePeriod and updateFrequency (RSS 1.0
    /// syndication module); the longer of the two pauses. A document that would skip every hour or every day says
    /// nothing.
    /// </summary>
    public static PollingHints Parse(XElement? channel)
    {
        if (channel is null)
            return default;
        var ttl = TimeSpan.FromMinutes(Number(channel.Element("ttl")?.Value, 0, 100_000));
        var period = Period(channel.Element(V.Syndication + "updatePeriod")?.Value);
        var pause = period / Number(channel.Element(V.Syndication + "updateFrequency")?.Value, 1, 1_000_000);
        var hours = Mask(channel.Elements("skipHours").Elements("hour"), HourOf);
        var days = Mask(channel.Elements("skipDays").Elements("day"), DayOf);
        return new PollingHints(ttl > pause ? ttl : pause, hours == AllHours ? 0 : hours, days == AllDays ? 0 : days);
    }

    /// <summary>The first moment from <paramref name="at"/> on that is not to be skipped.</summary>
    public DateTimeOffset FirstAllowed(DateTimeOffset at)
    {
        // A week has every combination of day and hour.
        for (var hour = 0; hour < 7 * 24; hour++)
        {
            if ((SkipHours >> at.UtcDateTime.Hour & 1) == 0 && (SkipDays >> (int)at.UtcDateTime.DayOfWeek & 1) == 0)
                return at;
            at = new DateTimeOffset(at.UtcDateTime.Date, TimeSpan.Zero).AddHours(at.UtcDateTime.Hour + 1);
        }
        return at;
    }

    private static TimeSpan Period(string? name) =>
        name?.Trim().ToLowerInvariant() switch
        {
            "hourly" => TimeSpan.FromHours(1),
            "daily" => TimeSpan.FromDays(1),
            "weekly" => TimeSpan.FromDays(7),
            "monthly" => TimeSpan.FromDays(30),
            "yearly" => TimeSpan.FromDays(365),
            _ => TimeSpan.Zero,
        };

    private static double Number(string? text, double none, double most) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
        && number > 0
        && number <= most
            ? number
            : none;

    private static int Mask(IEnumerable<XElement> elements, Func<string, int?> bitOf) =>
        elements.Select(e => bitOf(e.Value.Trim())).OfType<int>().Aggregate(0, (mask, bit) => mask | (1 << bit));

    /// <summary>RSS 0.91 counts hours from 1 to 24, RSS 2.0 from 0 to 23; 24 is midnight in both.</summary>
    private static int? HourOf(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var hour) && hour <= 24
            ? hour % 24
            : null;

    private static int? DayOf(string text) =>
        Enum.TryParse<DayOfWeek>(text, ignoreCase: true, out var day) && Enum.IsDefined(day) ? (int)day : null;
}
