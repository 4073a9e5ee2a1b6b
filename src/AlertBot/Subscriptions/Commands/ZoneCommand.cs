using System.Globalization;
using AlertBot.Config;
using AlertBot.Rules.Words;
using NodaTime;

namespace AlertBot.Subscriptions.Commands;

/// <summary>The time zone a chat lives in, by tapping or by the name of a city.</summary>
internal sealed class ZoneCommand(SubscriptionStore store)
{
    /// <summary>Where the people of a mediation desk sit; every other zone is written.</summary>
    private static readonly string[] Offered =
    [
        "Africa/Tripoli",
        "Africa/Tunis",
        "Africa/Cairo",
        "Africa/Khartoum",
        "Asia/Beirut",
        "Asia/Damascus",
        "Asia/Baghdad",
        "Asia/Aden",
        "Asia/Riyadh",
        "Asia/Amman",
        "Asia/Gaza",
        "Africa/Algiers",
        "Africa/Casablanca",
        "Africa/Nouakchott",
        "Africa/Mogadishu",
        "Africa/Nairobi",
        "Europe/Paris",
        "Europe/London",
        "Europe/Brussels",
        "Europe/Berlin",
        "Europe/Zurich",
        "Europe/Istanbul",
        "America/New_York",
        "UTC",
    ];

    private static readonly Dictionary<string, string> ByName = DateTimeZoneProviders
        .Tzdb.Ids.SelectMany(id =>
            new[] { id, id.Split('/')[^1] }.Select(name => (Name: Folding.Letters(name), Id: id))
        )
        .DistinctBy(zone => zone.Name)
        .ToDictionary(zone => zone.Name, zone => zone.Id);

    /// <summary>Whether only another page of the choices is asked for.</summary>
    public static bool IsPage(ChatCommand command) =>
        command.Verb == "zone" && int.TryParse(command.Words, NumberStyles.None, CultureInfo.InvariantCulture, out _);

    public async Task<Reply> ZoneAsync(Asking asking, CancellationToken ct)
    {
        if (asking.Words.Length == 0 || IsPage(asking.Command))
            return Panel(
                asking,
                int.TryParse(asking.Words, NumberStyles.None, CultureInfo.InvariantCulture, out var page) ? page : 0,
                null
            );
        if (!ByName.TryGetValue(Folding.Letters(asking.Words), out var id))
            return Panel(asking, 0, Unknown(asking));
        var changed = asking.Subscription with { Zone = DateTimeZoneProviders.Tzdb[id] };
        await store.SaveAsync(changed, ct);
        return Panel(
            asking with
            {
                Subscription = changed,
            },
            Math.Max(0, Array.IndexOf(Offered, id)) / Ticked.PageSize,
            null
        );
    }

    private static string Unknown(Asking asking)
    {
        var near = Suggestion.Nearest(
            asking.Words,
            DateTimeZoneProviders.Tzdb.Ids.Select(id => id.Split('/')[^1].Replace('_', ' '))
        );
        return ChatTexts.Fill(asking.Texts.ZoneUnknown, asking.Words.Length > 60 ? asking.Words[..60] : asking.Words)
            + (near is null ? "" : " " + ChatTexts.Fill(asking.Texts.DidYouMean, near));
    }

    private static Reply Panel(Asking asking, int page, string? problem)
    {
        var pages = Ticked.Pages(Offered.Length);
        page = Math.Clamp(page, 0, pages - 1);
        var current = asking.Subscription.Zone.Id;
        var text = ChatTexts.Fill(asking.Texts.Zone, current);
        var choices = Offered
            .Skip(page * Ticked.PageSize)
            .Take(Ticked.PageSize)
            .Chunk(2)
            .Select(row =>
                (IReadOnlyList<Choice>)[.. row.Select(id => new Choice(Ticked.Label(id, id == current), $"zone {id}"))]
            )
            .Concat(Ticked.Turn(page, pages, "zone"))
            .Append([
                new Choice(asking.Texts.Buttons["digest"], "digest"),
                new Choice(asking.Texts.Buttons["quiet"], "quiet"),
            ]);
        return asking.Panel(
            problem is null ? text : $"{problem}\n\n{text}",
            asking.Subscription.ByOperator ? [] : choices
        );
    }
}
