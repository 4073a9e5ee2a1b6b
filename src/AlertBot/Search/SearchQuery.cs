using AlertBot.Rules.Follows;

namespace AlertBot.Search;

/// <summary>What is searched for among stored entries; what is null or empty is not asked.</summary>
internal sealed record SearchQuery
{
    /// <summary>Words and phrases that must stand in it, anywhere, and those that must not.</summary>
    public FollowExpression? Words { get; init; }

    /// <summary>A name that must stand in it, in any of its spellings.</summary>
    public FollowExpression? Place { get; init; }

    /// <summary>When it was first seen at the earliest.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>The rule it met.</summary>
    public string? Topic { get; init; }

    /// <summary>The code of the state it reports.</summary>
    public string? State { get; init; }

    /// <summary>Who published it, one of these.</summary>
    public IReadOnlyList<string> Publishers { get; init; } = [];

    public IEnumerable<FollowExpression> Expressions => new[] { Words, Place }.OfType<FollowExpression>();

    public bool IsEmpty =>
        this is { Words: null, Place: null, Since: null, Topic: null, State: null, Publishers.Count: 0 };
}

/// <summary>An entry that was found.</summary>
internal sealed record SearchHit
{
    public required long Id { get; init; }
    public required string Title { get; init; }
    public required string Language { get; init; }
    public required string Publisher { get; init; }
    public string? Link { get; init; }

    /// <summary>When it was published, or first seen where it does not say so.</summary>
    public required DateTimeOffset Time { get; init; }
    public string? State { get; init; }
    public long? StoryId { get; init; }

    /// <summary>Ids of the rules it met.</summary>
    public IReadOnlyList<string> Topics { get; init; } = [];
}

/// <summary>Some of what was found, the newest first.</summary>
/// <param name="Hits">The entries.</param>
/// <param name="Next">What to go on before; null where there is no more.</param>
/// <param name="IsCut">Whether its time ran out before all of the page was found.</param>
internal sealed record SearchResult(IReadOnlyList<SearchHit> Hits, long? Next, bool IsCut);
