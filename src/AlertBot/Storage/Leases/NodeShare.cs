namespace AlertBot.Storage.Leases;

/// <summary>
/// How many nodes share what a network allows one token. Each takes its part of it, so that together they stay within.
/// </summary>
internal sealed class NodeShare
{
    /// <summary>This one counted; at least 1.</summary>
    public int Nodes { get; set; } = 1;
}
