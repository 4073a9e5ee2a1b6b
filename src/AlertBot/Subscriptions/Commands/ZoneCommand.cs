using System.Globalization;
using AlertBot.Chats;
using AlertBot.Localization;
using AlertBot.Subscriptions.Commands.Arguments;
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

    /// <summary>Whether only another page of the choices is asked for.</summary>
    public static bool IsPage(string words) =>
        int.TryParse(words, NumberStyles.None, CultureInfo.InvariantCulture, out _);

    public async Task<Reply> ZoneAsync(CommandContext context, CancellationToken ct)
    {
        if (context.Words.Length == 0 || IsPage(context.Words))
            return Panel(
                context,
                int.TryParse(context.Words, NumberStyles.None, CultureInfo.InvariantCulture, out var page) ? page : 0,
                null
            );
        if (ZoneArgumentParser.Parse(context.Words) is not { } id)
            return Panel(context, 0, Unknown(context));
        var changed = context.Subscription with { Zone = DateTimeZoneProviders.Tzdb[id] };
        await store.SaveAsync(changed, ct);
        return Panel(
            context with
            {
                Subscription = changed,
            },
            Math.Max(0, Array.IndexOf(Offered, id)) / CheckedChoices.PageSize,
            null
        );
    }

    private static string Unknown(CommandContext context)
    {
        var near = ZoneArgumentParser.Nearest(context.Words);
        return SafeText.Fill(context.Texts.ZoneUnknown, context.Words.Length > 60 ? context.Words[..60] : context.Words)
            + (near is null ? "" : " " + SafeText.Fill(context.Texts.DidYouMean, near));
    }

    private static Reply Panel(CommandContext context, int page, string? problem)
    {
        var pages = CheckedChoices.Pages(Offered.Length);
        page = Math.Clamp(page, 0, pages - 1);
        var current = context.Subscription.Zone.Id;
        var text = SafeText.Fill(context.Texts.Zone, current);
        var choices = Offered
            .Skip(page * CheckedChoices.PageSize)
            .Take(CheckedChoices.PageSize)
            .Chunk(2)
            .Select(row =>
                (IReadOnlyList<Choice>)
                    [.. row.Select(id => new Choice(CheckedChoices.Label(id, id == current), $"zone {id}"))]
            )
            .Concat(CheckedChoices.Turn(page, pages, "zone"))
            .Append([
                new Choice(context.Texts.Buttons["digest"], "digest"),
                new Choice(context.Texts.Buttons["quiet"], "quiet"),
            ]);
        return context.Panel(
            problem is null ? text : $"{problem}\n\n{text}",
            context.Subscription.ByOperator ? [] : choices
        );
    }
}
