namespace AlertBot.Stories.TalksState;

/// <summary>What a publisher last reported of talks.</summary>
/// <param name="State">The state.</param>
/// <param name="Publisher">Who says so.</param>
/// <param name="Camp">The camp it speaks for, as feeds.yaml calls it; null for none.</param>
/// <param name="Link">Its report; null where the feed gave none.</param>
internal sealed record Claim(string State, string Publisher, string? Camp = null, string? Link = null)
{
    /// <summary>What a denial or a refusal speaks against.</summary>
    private static readonly string[] Asserted = ["announced", "under-way", "agreed", "signed"];

    private static readonly string[] Contested = ["denied", "rejected"];

    /// <summary>
    /// The claims of a story, those of one state together, in the order the states came up; none while its publishers
    /// do not contradict each other.
    /// </summary>
    /// <param name="reports">The last report of each publisher.</param>
    public static IReadOnlyList<Claim> Conflicting(IReadOnlyList<Claim> reports) =>
        reports.Any(report => Asserted.Contains(report.State))
        && reports.Any(report => Contested.Contains(report.State))
            ? [.. reports.GroupBy(report => report.State).SelectMany(same => same)]
            : [];
}
