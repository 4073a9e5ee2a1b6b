namespace AlertBot.Web.Api.V1;

/// <summary>A part of a list, and where the rest begins.</summary>
/// <param name="Items">Newest first.</param>
/// <param name="Next">What <c>cursor</c> has to be for the next part; null when this was the last.</param>
internal sealed record ApiPage<T>(IReadOnlyList<T> Items, string? Next);

/// <summary>One happening as its newest report tells it; an alert is sent for each that weighs enough.</summary>
internal sealed record ApiEvent
{
    /// <summary>Its number; of two events the later one has the greater.</summary>
    public required long Id { get; init; }

    /// <summary>The story it belongs to; null while it belongs to none.</summary>
    public required long? StoryId { get; init; }

    /// <summary>The headline of the report, as its publisher wrote it.</summary>
    public required string Title { get; init; }

    /// <summary>The report's language: ar, en or fr.</summary>
    public required string Language { get; init; }

    /// <summary>What the headline does not say, in sentences of the report; empty where it says all.</summary>
    public required string Summary { get; init; }

    /// <summary>The address of the report.</summary>
    public required string? Link { get; init; }

    /// <summary>Whose report it is.</summary>
    public required string Publisher { get; init; }

    /// <summary>When the first report came in.</summary>
    public required DateTimeOffset FirstSeen { get; init; }

    /// <summary>When the newest report came in.</summary>
    public required DateTimeOffset LastSeen { get; init; }

    /// <summary>must (told at once) or nice (gathered for the digest).</summary>
    public required string Weight { get; init; }

    /// <summary>What the report says of talks, such as agreed or violated; null when nothing.</summary>
    public required string? State { get; init; }

    /// <summary>The ids of the rules that its reports meet.</summary>
    public required IReadOnlyList<string> Topics { get; init; }

    /// <summary>How many entries report it.</summary>
    public required int Reports { get; init; }

    /// <summary>How many publishers report it; outlets of one family count once.</summary>
    public required int Sources { get; init; }

    /// <summary>The camps of those publishers, where the operator named them.</summary>
    public required IReadOnlyList<string> Camps { get; init; }

    /// <summary>The languages it is reported in.</summary>
    public required IReadOnlyList<string> Languages { get; init; }
}

/// <summary>A running affair, whose events follow one another.</summary>
internal sealed record ApiStory
{
    /// <summary>Its number.</summary>
    public required long Id { get; init; }

    /// <summary>The headline of the event that began last.</summary>
    public required string Title { get; init; }

    /// <summary>The headline's language: ar, en or fr.</summary>
    public required string Language { get; init; }

    /// <summary>Where its talks stand; null where it is of none.</summary>
    public required string? State { get; init; }

    /// <summary>When its first report came in.</summary>
    public required DateTimeOffset FirstSeen { get; init; }

    /// <summary>When its newest report came in.</summary>
    public required DateTimeOffset LastSeen { get; init; }

    /// <summary>How many entries tell it.</summary>
    public required long Reports { get; init; }

    /// <summary>How many publishers tell it; outlets of one family count once.</summary>
    public required long Sources { get; init; }
}

/// <summary>What a feed brought: the headline and where it leads, not the text, which is its publisher's.</summary>
internal sealed record ApiEntry
{
    /// <summary>Its number.</summary>
    public required long Id { get; init; }

    /// <summary>The event it reports; null when none.</summary>
    public required long? EventId { get; init; }

    /// <summary>The story it tells; null when none.</summary>
    public required long? StoryId { get; init; }

    /// <summary>The headline.</summary>
    public required string Title { get; init; }

    /// <summary>Its language: ar, en or fr.</summary>
    public required string Language { get; init; }

    /// <summary>Where it leads.</summary>
    public required string? Link { get; init; }

    /// <summary>Whose feed it is.</summary>
    public required string Publisher { get; init; }

    /// <summary>The publisher's camp; null where the operator named none.</summary>
    public required string? Camp { get; init; }

    /// <summary>When its publisher says it was published; null when it does not.</summary>
    public required DateTimeOffset? Published { get; init; }

    /// <summary>When it came in.</summary>
    public required DateTimeOffset FirstSeen { get; init; }

    /// <summary>What it says of talks; null when nothing.</summary>
    public required string? State { get; init; }

    /// <summary>The ids of the rules it meets.</summary>
    public required IReadOnlyList<string> Topics { get; init; }
}

/// <summary>A rule that an entry met.</summary>
internal sealed record ApiMatch
{
    /// <summary>The entry.</summary>
    public required long EntryId { get; init; }

    /// <summary>The rule's id.</summary>
    public required string Topic { get; init; }

    /// <summary>Which version of the rules it was.</summary>
    public required string RulesVersion { get; init; }

    /// <summary>When the entry came in.</summary>
    public required DateTimeOffset FirstSeen { get; init; }
}

/// <summary>How much was reported on a topic on one day.</summary>
internal sealed record ApiCount
{
    /// <summary>The day, in UTC.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>The rule's id.</summary>
    public required string Topic { get; init; }

    /// <summary>Entries that met it.</summary>
    public required long Entries { get; init; }

    /// <summary>Events those entries report.</summary>
    public required long Events { get; init; }
}

/// <summary>An event with the entries that report it.</summary>
/// <param name="Event">The event.</param>
/// <param name="Reports">Oldest first, 500 at most.</param>
internal sealed record ApiEventWithReports(ApiEvent Event, IReadOnlyList<ApiEntry> Reports);

/// <summary>A story with its events.</summary>
/// <param name="Story">The story.</param>
/// <param name="Events">Newest first, 200 at most.</param>
internal sealed record ApiStoryWithEvents(ApiStory Story, IReadOnlyList<ApiEvent> Events);
