namespace AlertBot.Stories.TalksState;

/// <summary>What some publishers last reported of talks, where others report what cannot be true beside it.</summary>
/// <param name="State">The state.</param>
/// <param name="Publishers">Who says so, the first first.</param>
internal sealed record Claim(string State, IReadOnlyList<string> Publishers)
{
    /// <summary>What a denial or a refusal speaks against.</summary>
    private static readonly string[] Asserted = ["announced", "under-way", "agreed", "signed"];

    private static readonly string[] Contested = ["denied", "rejected"];

    /// <summary>
    /// The claims of a story in the order they came up; none while its publishers do not contradict each other.
    /// </summary>
    /// <param name="reports">The last report of each publisher.</param>
    public static IReadOnlyList<Claim> Conflicting(IEnumerable<(string Publisher, string State)> reports)
    {
        var claims = reports
            .GroupBy(report => report.State)
            .Select(same => new Claim(same.Key, [.. same.Select(report => report.Publisher)]))
            .ToList();
        return
            claims.Exists(claim => Asserted.Contains(claim.State))
            && claims.Exists(claim => Contested.Contains(claim.State))
            ? claims
            : [];
    }
}
