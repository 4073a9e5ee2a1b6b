namespace AlertBot.Storage.Leases;

/// <summary>This process among the nodes that share a store: leases carry its name.</summary>
/// <param name="Name">Unique for each start: a node that comes back must not take its former life's leases for its
/// own.</param>
internal sealed record Node(string Name)
{
    /// <summary>What the names of all nodes on the same machine, or in the same container, begin with.</summary>
    public string Machine => Name[..(Name.IndexOf(':', StringComparison.Ordinal) + 1)];

    public static Node Start(TimeProvider clock) =>
        new($"{Environment.MachineName}:{Environment.ProcessId}:{clock.GetUtcNow().ToUnixTimeMilliseconds()}");
}
