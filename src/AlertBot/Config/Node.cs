namespace AlertBot.Config;

/// <summary>This process among the nodes that share a store: leases carry its name.</summary>
/// <param name="Name">Unique for each start: a node that comes back must not take its former life's leases for its own.</param>
internal sealed record Node(string Name)
{
    public static Node Start(TimeProvider clock) =>
        new($"{Environment.MachineName}:{Environment.ProcessId}:{clock.GetUtcNow().ToUnixTimeMilliseconds()}");
}
