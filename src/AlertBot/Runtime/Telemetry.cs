using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace AlertBot.Runtime;

/// <summary>
/// What figures and spans go by. Each folder keeps its own figures; a span of one folder may go on in another, through
/// the store even.
/// </summary>
internal static class Telemetry
{
    public const string Name = "AlertBot";

    public static readonly ActivitySource Spans = new(Name);

    /// <summary>The one meter of a host.</summary>
    public static Meter OfAlertBot(this IMeterFactory meters) => meters.Create(Name);

    /// <summary>
    /// A span that goes on from one that may have ended long ago, on another node even (W3C trace context); null while
    /// nobody traces.
    /// </summary>
    /// <param name="name">Of the work.</param>
    /// <param name="parents">The first is what it goes on from, the rest what it gathers.</param>
    public static Activity? GoOn(string name, IReadOnlyList<string> parents)
    {
        if (!Spans.HasListeners())
            return null;
        var contexts = parents
            .Select(parent =>
                ActivityContext.TryParse(parent, null, isRemote: true, out var context) ? context : default
            )
            .Where(context => context != default)
            .ToList();
        return Spans.StartActivity(
            name,
            ActivityKind.Producer,
            contexts.FirstOrDefault(),
            links: contexts.Skip(1).Select(context => new ActivityLink(context))
        );
    }
}
