namespace AlertBot.Web.Pages.Today;

/// <summary>A report of the day, without its text.</summary>
internal sealed class TodayReport
{
    public long Id { get; init; }
    public long EventId { get; init; }
    public long StoryId { get; init; }
    public required string Title { get; init; }
    public required string Language { get; init; }
    public string? Link { get; init; }
    public string? State { get; init; }
    public long Weight { get; init; }
    public DateTimeOffset FirstSeen { get; init; }
    public required string Publisher { get; init; }

    /// <summary>The publisher, or the family that counts as one.</summary>
    public required string Source { get; init; }
    public string? Camp { get; init; }
}
