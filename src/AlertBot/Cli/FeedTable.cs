using System.Globalization;
using System.Text.Json;
using AlertBot.Feeds.Health;
using AlertBot.Feeds.Lists;
using AlertBot.Localization;
using AlertBot.RuleTesting;
using AlertBot.Runtime;

namespace AlertBot.Cli;

/// <summary><c>feeds list</c>: what feeds.yaml lists, and how each feed is doing as far as the store knows.</summary>
internal static class FeedTable
{
    /// <summary>A line for each feed; a second one for what is wrong with it.</summary>
    public static IEnumerable<string> Lines(
        IReadOnlyList<FeedLine> listed,
        IReadOnlyDictionary<string, FeedHealth> known,
        DateTimeOffset now
    )
    {
        foreach (var line in listed)
        {
            var health = known.GetValueOrDefault(line.Url.Value.AbsoluteUri) ?? NotPolled(line);
            var facts = new[]
            {
                health.LastNew is { } lastNew ? $"last new {Ago(now - lastNew)}"
                : health.LastPoll is null ? "not polled yet"
                : "nothing new yet",
                health.Pace is { } pace ? $"one every {Span(pace)}" : null,
                health is { LastPoll: not null, Enabled: true, Ended: null }
                    ? (health.NextPoll > now ? $"next poll in {Span(health.NextPoll - now)}" : "next poll is due")
                    : null,
            };
            yield return $"{health.Condition(now), -8} {line.Lang?.Code() ?? "  "} {line.Publisher, -28} "
                + $"{ShownAddress.Redact(line.Url.Value)}  ({string.Join(", ", facts.OfType<string>())})";
            if (health.Fault is { } fault && health.Failures > 0)
                yield return "         since "
                    + $"{health.BrokenSince?.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture)}, "
                    + $"{health.Failures} polls: {Terminal.OneLine(fault)}";
            if (health.IsValidatorStuck)
                yield return "         its ETag or Last-Modified stays the same though its entries change: "
                    + "the whole document is asked for at each poll";
            if (health.MovedTo is { } address)
                yield return $"         polled at {ShownAddress.Redact(address)}, where its server sends us for good; "
                    + "put that address into "
                    + "feeds.yaml";
        }
    }

    public static IEnumerable<string> Json(
        IReadOnlyList<FeedLine> listed,
        IReadOnlyDictionary<string, FeedHealth> known,
        DateTimeOffset now
    ) =>
        listed.Select(line =>
        {
            var health = known.GetValueOrDefault(line.Url.Value.AbsoluteUri) ?? NotPolled(line);
            return JsonSerializer.Serialize(
                new
                {
                    url = ShownAddress.Redact(line.Url.Value),
                    line.Publisher,
                    line.Title,
                    line.Family,
                    line.Camp,
                    lang = line.Lang?.Code(),
                    line.Tags,
                    line.Enabled,
                    condition = health.Condition(now),
                    health.LastPoll,
                    health.LastGood,
                    health.LastNew,
                    health.BrokenSince,
                    health.Failures,
                    health.Fault,
                    movedTo = health.MovedTo is { } moved ? ShownAddress.Redact(moved) : null,
                    health.Ended,
                    paceSeconds = health.Pace?.TotalSeconds,
                    nextPoll = health.LastPoll is null ? (DateTimeOffset?)null : health.NextPoll,
                    conditional = health is { IsConditional: true, IsValidatorStuck: false },
                },
                ReplayAnswer.Format
            );
        });

    private static FeedHealth NotPolled(FeedLine line) =>
        new()
        {
            Url = line.Url.Value,
            Publisher = line.Publisher,
            Enabled = line.Enabled,
        };

    private static string Ago(TimeSpan age) => age < TimeSpan.FromMinutes(1) ? "just now" : $"{Span(age)} ago";

    private static string Span(TimeSpan time) =>
        time.TotalDays >= 2 ? $"{time.TotalDays:0} d"
        : time.TotalHours >= 2 ? $"{time.TotalHours:0} h"
        : $"{Math.Max(1, time.TotalMinutes):0} min";
}
