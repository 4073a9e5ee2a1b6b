using System.ComponentModel;
using System.Globalization;
using AlertBot.Rules;
using AlertBot.Stories.TalksState;
using Microsoft.AspNetCore.Mvc;

namespace AlertBot.Web.Api.V1;

/// <summary>What a request asks for, as it was written.</summary>
internal sealed record ApiParameters
{
    [FromQuery(Name = "topic"), Description("The id of a rule, such as ceasefire.")]
    public string? Topic { get; init; }

    [FromQuery(Name = "language"), Description("ar, en or fr: what is reported in it, told by a report in it.")]
    public string? Language { get; init; }

    [FromQuery(Name = "weight"), Description("must or nice; both unless told.")]
    public string? Weight { get; init; }

    [FromQuery(Name = "state"), Description("A state of talks, such as agreed or violated.")]
    public string? State { get; init; }

    [FromQuery(Name = "since"), Description("What came in at this time or later: 2026-01-15 or 2026-01-15T08:00:00Z.")]
    public string? Since { get; init; }

    [FromQuery(Name = "until"), Description("What came in before this time: 2026-01-15 or 2026-01-15T08:00:00Z.")]
    public string? Until { get; init; }

    [FromQuery(Name = "limit"), Description("How many at most, 1 to 200; 50 unless told.")]
    public string? Limit { get; init; }

    [FromQuery(Name = "cursor"), Description("The next of the part before.")]
    public string? Cursor { get; init; }
}

/// <summary>What a request asks for, checked.</summary>
/// <param name="Topics">The rules to look at: the one asked for, or all.</param>
/// <param name="IsOneTopic">Whether one was asked for.</param>
/// <param name="Language">The code of a language; null for all.</param>
/// <param name="Weight">The weight an event must have; null for any.</param>
/// <param name="State">A state of talks; null for any and none.</param>
/// <param name="Since">The beginning, included.</param>
/// <param name="Until">The end, not included.</param>
/// <param name="Limit">How many at most.</param>
/// <param name="Before">The number that what is wanted lies below.</param>
/// <param name="After">In a list by number and name, the name after which it goes on.</param>
internal sealed record ApiQuery(
    IReadOnlyList<string> Topics,
    bool IsOneTopic,
    string? Language,
    Weight? Weight,
    string? State,
    DateTimeOffset Since,
    DateTimeOffset Until,
    int Limit,
    long Before,
    string After
)
{
    public const int Most = 200;
    private const int Usual = 50;

    /// <summary>The checked form; null, with what to change, where it cannot be understood.</summary>
    public static ApiQuery? Parse(ApiParameters asked, RuleSet rules, out string fault)
    {
        var known = rules.Rules.Select(rule => rule.Id).ToList();
        var (before, after) = CursorOf(asked.Cursor) ?? (-1, "");
        var since = TimeOf(asked.Since, DateTimeOffset.UnixEpoch);
        var until = TimeOf(asked.Until, DateTimeOffset.MaxValue);
        var limit = int.TryParse(asked.Limit ?? $"{Usual}", CultureInfo.InvariantCulture, out var n) ? n : 0;
        fault =
            asked.Topic is not null && !known.Contains(asked.Topic)
                ? $"topic: there is no rule of that id; there are {string.Join(", ", known)}"
            : asked.Language is not (null or "ar" or "en" or "fr") ? "language: write ar, en or fr"
            : asked.Weight is not (null or "must" or "nice") ? "weight: write must or nice"
            : asked.State is not null && StateNames.Find(asked.State) is null
                ? "state: write a state of talks, such as announced, agreed, signed, denied, collapsed or violated"
            : since is null ? "since: write a day or a time, such as 2026-01-15 or 2026-01-15T08:00:00Z"
            : until is null ? "until: write a day or a time, such as 2026-01-15 or 2026-01-15T08:00:00Z"
            : limit is < 1 or > Most ? $"limit: write a number from 1 to {Most}"
            : before < 0 ? "cursor: write what next said in the part before, or leave it out to begin"
            : "";
        return fault.Length > 0
            ? null
            : new ApiQuery(
                asked.Topic is { } topic ? [topic] : known,
                asked.Topic is not null,
                asked.Language,
                asked.Weight switch
                {
                    "must" => Rules.Weight.Must,
                    "nice" => Rules.Weight.Nice,
                    _ => null,
                },
                asked.State,
                since!.Value,
                until!.Value,
                limit,
                before,
                after
            );
    }

    /// <summary>Where a list goes on after its last number, or number and name.</summary>
    public static string CursorAt(long number, string name = "") =>
        name.Length == 0 ? number.ToString(CultureInfo.InvariantCulture) : $"{number}.{name}";

    private static (long Before, string After)? CursorOf(string? written)
    {
        if (written is null)
            return (long.MaxValue, "");
        var parts = written.Split('.', 2);
        return long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var before)
            ? (before, parts.ElementAtOrDefault(1) ?? "")
            : null;
    }

    private static DateTimeOffset? TimeOf(string? written, DateTimeOffset otherwise) =>
        written is null ? otherwise
        : DateTimeOffset.TryParseExact(
            written,
            ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"],
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal,
            out var time
        )
            ? time
        : null;
}
