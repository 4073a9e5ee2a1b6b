using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;

namespace AlertBot.Web.Security;

/// <summary>
/// Counts wrong passwords and tokens of the last minute, by network and over all. The framework's rate limiter
/// (<c>UseRateLimiter</c>) would count every request before its answer is known, so that a page that refreshes itself
/// used up what guessing may have; its limiters are used here instead.
/// </summary>
internal sealed class WrongTries(ILogger log) : IDisposable
{
    /// <summary>Wrong tries from one network in a minute, after which not even the right one is looked at.</summary>
    public const int Most = 10;

    /// <summary>
    /// Wrong tries from all networks in a minute; after that only networks that were right before are looked at, so
    /// that guessing from many is as slow as from some, and keeps nobody out who belongs here.
    /// </summary>
    public const int MostOfAll = 100;

    private const int MostRemembered = 1000;

    private readonly ConcurrentDictionary<IPAddress, bool> _wereRight = new();

    private readonly FixedWindowRateLimiter _all = new(InAMinute(MostOfAll));

    private readonly PartitionedRateLimiter<IPAddress> _each = PartitionedRateLimiter.Create<IPAddress, IPAddress>(
        network => RateLimitPartition.GetFixedWindowLimiter(network, _ => InAMinute(Most))
    );

    public bool AreTooManyFrom(IPAddress network) => _each.GetStatistics(network) is { CurrentAvailablePermits: 0 };

    /// <summary>Whether too many were wrong over all, for one that was never right.</summary>
    public bool AreTooManyFor(IPAddress network) =>
        !_wereRight.ContainsKey(network) && _all.GetStatistics() is { CurrentAvailablePermits: 0 };

    public void Add(IPAddress network)
    {
        using var lease = _each.AttemptAcquire(network);
        using var leaseOfAll = _all.AttemptAcquire();
        log.WrongSecret($"{network}");
    }

    public void RememberRight(IPAddress network)
    {
        if (_wereRight.Count < MostRemembered)
            _wereRight[network] = true;
    }

    /// <summary>One who has an address of version 6 has all of its network.</summary>
    public static IPAddress NetworkOf(IPAddress? address)
    {
        if (address is null)
            return IPAddress.None;
        if (address.IsIPv4MappedToIPv6)
            return address.MapToIPv4();
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
            return address;
        var bytes = address.GetAddressBytes();
        bytes.AsSpan(8).Clear();
        return new IPAddress(bytes);
    }

    public void Dispose()
    {
        _each.Dispose();
        _all.Dispose();
    }

    private static FixedWindowRateLimiterOptions InAMinute(int permits) =>
        new() { PermitLimit = permits, Window = TimeSpan.FromMinutes(1) };
}
