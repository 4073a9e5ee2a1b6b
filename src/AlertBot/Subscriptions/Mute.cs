using System.Globalization;

namespace AlertBot.Subscriptions;

/// <summary>Something a chat does not want to be alerted of for a while.</summary>
/// <param name="Target">A topic's id, the rule id of words it follows, or a story (<see cref="Story"/>).</param>
/// <param name="Until">From then on it is told again.</param>
/// <param name="Digest">Whether what was missed comes then, in one message; else it does not come at all.</param>
internal sealed record Mute(string Target, DateTimeOffset Until, bool Digest)
{
    /// <summary>In one chat.</summary>
    public const int Most = 50;

    private const string StoryPrefix = "story:";

    /// <summary>When it was set for a length of time; null for one that lasts until a day.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>The story it is about; null for topics and words.</summary>
    public long? StoryId =>
        Target.StartsWith(StoryPrefix, StringComparison.Ordinal)
        && long.TryParse(Target[StoryPrefix.Length..], CultureInfo.InvariantCulture, out var id)
            ? id
            : null;

    /// <summary>The same by a clock that was put back: what was set while it was ahead ends sooner.</summary>
    public Mute At(DateTimeOffset now, TimeSpan back) =>
        Since > now ? this with { Since = Since - back, Until = Until - back } : this;

    /// <summary>The target of a mute of a story.</summary>
    public static string Story(long id) => string.Create(CultureInfo.InvariantCulture, $"{StoryPrefix}{id}");
}
