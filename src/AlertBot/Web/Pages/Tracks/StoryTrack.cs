namespace AlertBot.Web.Pages.Tracks;

/// <summary>A point of a story's picture.</summary>
/// <param name="Time">When it was.</param>
/// <param name="State">What was said of talks; null when nothing.</param>
internal sealed record TrackPoint(DateTimeOffset Time, string? State);

/// <summary>A line of a story's picture.</summary>
/// <param name="Camp">Whose reports stand on it; null for those of no camp.</param>
/// <param name="Points">Oldest first.</param>
internal sealed record TrackLane(string? Camp, IReadOnlyList<TrackPoint> Points);

/// <summary>A stretch of time in which a story stood in one state.</summary>
/// <param name="State">Its code.</param>
/// <param name="From">When a report said so first.</param>
/// <param name="Until">When another state was reported, or the end.</param>
/// <param name="By">The publisher that said so first.</param>
internal sealed record TrackStretch(string State, DateTimeOffset From, DateTimeOffset Until, string By);

/// <summary>What a publisher last said of talks.</summary>
/// <param name="Camp">Its camp; null for none.</param>
/// <param name="Publisher">Its name.</param>
/// <param name="State">The last state it reported; null when it reported none.</param>
/// <param name="Time">When it did, or when it last reported anything.</param>
internal sealed record TrackClaim(string? Camp, string Publisher, string? State, DateTimeOffset Time);

/// <summary>A story over time: where its talks stood, who reported what, and when chats were told.</summary>
internal sealed class StoryTrack
{
    /// <summary>A shorter story would be drawn as if hours had passed between its reports.</summary>
    private static readonly TimeSpan Shortest = TimeSpan.FromHours(1);

    /// <summary>Part of the picture's width that stays free at either end.</summary>
    private const double Margin = 0.02;

    /// <param name="reports">Oldest first; at least one.</param>
    /// <param name="messages">Oldest first.</param>
    public StoryTrack(IReadOnlyList<ReportRow> reports, IReadOnlyList<MessageRow> messages)
    {
        var times = reports.Select(report => report.Time).Concat(messages.Select(message => message.Time)).ToList();
        (From, Until) = (times.Min(), times.Max());
        if (Until - From < Shortest)
            Until = From + Shortest;
        Lanes =
        [
            .. reports
                .GroupBy(report => report.Camp)
                .OrderBy(group => group.Key is null)
                .ThenByDescending(group => group.Count())
                .ThenBy(group => group.Key, StringComparer.Ordinal)
                .Select(group => new TrackLane(
                    group.Key,
                    [.. group.Select(report => new TrackPoint(report.Time, report.State))]
                )),
        ];
        Messages = [.. messages.Select(message => new TrackPoint(message.Time, message.State))];
        Stretches = StretchesOf(reports, Until);
        Claims = ClaimsOf(reports);
    }

    public DateTimeOffset From { get; }

    public DateTimeOffset Until { get; }

    /// <summary>One for each camp, those with most reports first; that of no camp last.</summary>
    public IReadOnlyList<TrackLane> Lanes { get; }

    /// <summary>What chats were told, oldest first.</summary>
    public IReadOnlyList<TrackPoint> Messages { get; }

    /// <summary>From the first state reported on, without gaps.</summary>
    public IReadOnlyList<TrackStretch> Stretches { get; }

    /// <summary>By camp; those that reported no state last.</summary>
    public IReadOnlyList<TrackClaim> Claims { get; }

    /// <summary>Where a moment stands, 0 at the beginning and 1 at the end of the picture.</summary>
    public double PlaceOf(DateTimeOffset time) => Margin + ((time - From) / (Until - From) * (1 - (2 * Margin)));

    /// <summary>Whether a state leads to a signature (good), runs against it (bad), or neither (open).</summary>
    public static string ToneOf(string? state) =>
        state switch
        {
            null => "none",
            "agreed" or "signed" => "good",
            "announced" or "under-way" => "open",
            _ => "bad",
        };

    private static List<TrackStretch> StretchesOf(IReadOnlyList<ReportRow> reports, DateTimeOffset end)
    {
        var stretches = new List<TrackStretch>();
        foreach (var report in reports.Where(report => report.State is not null))
        {
            if (stretches.Count > 0 && stretches[^1].State == report.State)
                continue;
            if (stretches.Count > 0)
                stretches[^1] = stretches[^1] with { Until = report.Time };
            stretches.Add(new TrackStretch(report.State!, report.Time, end, report.Publisher));
        }
        return stretches;
    }

    private static List<TrackClaim> ClaimsOf(IReadOnlyList<ReportRow> reports) =>
        [
            .. reports
                .GroupBy(report => (report.Camp, report.Publisher))
                .Select(group => group.LastOrDefault(report => report.State is not null) ?? group.Last())
                .Select(last => new TrackClaim(last.Camp, last.Publisher, last.State, last.Time))
                .OrderBy(claim => claim.State is null)
                .ThenBy(claim => claim.Camp is null)
                .ThenBy(claim => claim.Camp, StringComparer.Ordinal)
                .ThenBy(claim => claim.Time),
        ];
}
