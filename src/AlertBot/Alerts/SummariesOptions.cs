using System.ComponentModel.DataAnnotations;

namespace AlertBot.Alerts;

/// <summary>How stories are put into few words; section <c>Summaries</c>, checked at start.</summary>
internal sealed class SummariesOptions
{
    /// <summary>UTF-16 units a summary may have where a subscription does not say; what a phone shows without a tap. 100 to 1,500.</summary>
    [Range(100, 1500)]
    public int Length { get; set; } = Summary.Longest;
}
