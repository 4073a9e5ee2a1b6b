using System.ComponentModel;
using AlertBot.Configuration;
using AlertBot.Localization;

namespace AlertBot.Feeds.Lists;

/// <summary>feeds.yaml as people write it.</summary>
[Description("The feeds AlertBot polls.")]
internal sealed record FeedsFile
{
    [Description("One entry per feed.")]
    public required IReadOnlyList<FeedLine> Feeds { get; init; }
}

/// <summary>One feed in feeds.yaml.</summary>
[Description("One feed.")]
internal sealed record FeedLine
{
    [Description("Address of the RSS, Atom or JSON feed; http or https.")]
    public required Located<Uri> Url { get; init; }

    [Description("What to call the feed in lists; the publisher's name when left out.")]
    public string? Title { get; init; }

    [Description("Who speaks; alerts show it as the source.")]
    public required string Publisher { get; init; }

    [Description("Outlets of one house share a family and count as one source.")]
    public string? Family { get; init; }

    [Description("Whose view the publisher takes in the conflict, where it takes one.")]
    public string? Camp { get; init; }

    [Description("The language it mostly writes in; found from the text when left out.")]
    public Language? Lang { get; init; }

    [Description(
        "Time between polls, such as 15m, never shorter than Feeds:MinInterval; when left out, "
            + "by how often the feed publishes."
    )]
    public Located<TimeSpan>? Every { get; init; }

    [Description(
        "true fetches the article each new entry links to, for feeds that give headlines only; "
            + "the site's robots.txt is heeded."
    )]
    public bool FullText { get; init; }

    [Description("What the feed's server asks for; sent to the feed's own origin alone.")]
    public FeedAuth? Auth { get; init; }

    [Description("Headers its server asks for, each from {file: PATH} or {env: NAME}; sent to its own origin alone.")]
    public IReadOnlyDictionary<string, Located<SecretSource>> Headers { get; init; } =
        new Dictionary<string, Located<SecretSource>>();

    [Description("Words to sort the list by; a reader's folders become tags.")]
    public IReadOnlyList<string> Tags { get; init; } = [];

    [Description("false keeps the feed in the list without polling it.")]
    public bool Enabled { get; init; } = true;
}
