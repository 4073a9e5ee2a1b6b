using System.Globalization;
using System.Net.Http.Headers;
using AlertBot.Runtime;

namespace AlertBot.Channels.Discord.Api;

/// <summary>
/// Discord's rate limits, as its headers tell them (Rate Limits, read 2026-11-23): routes share buckets, and a bucket
/// counts for each channel or webhook apart. Nothing here is a number of ours.
/// </summary>
internal sealed class DiscordLimits(TimeProvider clock)
{
    private const int MostRemembered = 10_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, string> _bucketOf = [];
    private readonly Dictionary<(string Bucket, string Major), Allowance> _allowances = [];
    private DateTimeOffset _heldUntil = DateTimeOffset.MinValue;

    /// <summary>Zero: go, and the request is counted. Else how long to wait.</summary>
    public TimeSpan Acquire(DiscordRoute route)
    {
        lock (_lock)
        {
            var wait = WaitLocked(route);
            if (
                wait <= TimeSpan.Zero
                && _allowances.TryGetValue(KeyOf(route), out var allowance)
                && allowance.Until > clock.GetSteadyNow()
            )
                _allowances[KeyOf(route)] = allowance with { Left = allowance.Left - 1 };
            return wait;
        }
    }

    /// <summary>How long this route must rest now.</summary>
    public TimeSpan WaitFor(DiscordRoute route)
    {
        lock (_lock)
            return WaitLocked(route);
    }

    /// <summary>How long everything must rest now.</summary>
    public TimeSpan WaitForAll()
    {
        lock (_lock)
            return _heldUntil > clock.GetSteadyNow() ? _heldUntil - clock.GetSteadyNow() : TimeSpan.Zero;
    }

    /// <summary>Learns from the headers of an answer.</summary>
    public void Learn(DiscordRoute route, HttpResponseHeaders headers)
    {
        if (
            Text(headers, "X-RateLimit-Bucket") is not { } bucket
            || Number(headers, "X-RateLimit-Remaining") is not { } left
            || Number(headers, "X-RateLimit-Reset-After") is not { } seconds
        )
            return;
        lock (_lock)
        {
            if (_allowances.Count > MostRemembered)
                ForgetOver();
            _bucketOf[route.Name] = bucket;
            // Reset-After, not Reset: the latter is by Discord's clock.
            _allowances[(bucket, route.Major)] = new Allowance(
                (int)left,
                clock.GetSteadyNow() + TimeSpan.FromSeconds(seconds)
            );
        }
    }

    public void Hold(DiscordRoute route, TimeSpan wait)
    {
        lock (_lock)
            _allowances[KeyOf(route)] = new Allowance(0, clock.GetSteadyNow() + wait);
    }

    public void HoldAll(TimeSpan wait)
    {
        lock (_lock)
        {
            var until = clock.GetSteadyNow() + wait;
            if (until > _heldUntil)
                _heldUntil = until;
        }
    }

    private TimeSpan WaitLocked(DiscordRoute route) =>
        _allowances.TryGetValue(KeyOf(route), out var allowance)
        && allowance.Left <= 0
        && allowance.Until > clock.GetSteadyNow()
            ? allowance.Until - clock.GetSteadyNow()
            : TimeSpan.Zero;

    /// <summary>Until the first answer names its bucket, a route is one by itself.</summary>
    private (string Bucket, string Major) KeyOf(DiscordRoute route) =>
        (_bucketOf.GetValueOrDefault(route.Name, route.Name), route.Major);

    private void ForgetOver()
    {
        foreach (var key in _allowances.Where(a => a.Value.Until <= clock.GetSteadyNow()).Select(a => a.Key).ToList())
            _allowances.Remove(key);
    }

    private static string? Text(HttpResponseHeaders headers, string name) =>
        headers.TryGetValues(name, out var values) ? values.First() : null;

    private static double? Number(HttpResponseHeaders headers, string name) =>
        double.TryParse(Text(headers, name), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    /// <summary>So many more requests until then.</summary>
    private readonly record struct Allowance(int Left, DateTimeOffset Until);
}
