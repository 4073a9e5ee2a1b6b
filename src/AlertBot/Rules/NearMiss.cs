namespace AlertBot.Rules;

/// <summary>A rule of which a concept stands in an entry, while the whole does not hold; what is missing, in words.</summary>
internal sealed record NearMiss(Rule Rule, IReadOnlyList<string> Missing);
