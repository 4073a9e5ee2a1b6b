using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Threading.RateLimiting;
using AlertBot.Web.Api;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;

namespace AlertBot.Web.Security;

/// <summary>
/// Lets in who may look: with a password or token set, whoever knows it; without, only requests meant for this machine.
/// </summary>
internal sealed class AccessMiddleware(WebOptions options, ILogger log) : IDisposable
{
    /// <summary>Wrong tries from one address in a minute, after which not even the right one is looked at.</summary>
    public const int MostWrongTries = 10;

    /// <summary>
    /// Wrong tries from all addresses in a minute; after that only addresses that were right before are looked at, so
    /// that guessing from many is as slow as from some, and keeps nobody out who belongs here.
    /// </summary>
    public const int MostWrongTriesOfAll = 100;

    private const int MostRemembered = 1000;

    private readonly FixedWindowRateLimiter _wrongTriesOfAll = new(
        new FixedWindowRateLimiterOptions { PermitLimit = MostWrongTriesOfAll, Window = TimeSpan.FromMinutes(1) }
    );

    private readonly ConcurrentDictionary<IPAddress, bool> _wereRight = new();

    private readonly PartitionedRateLimiter<IPAddress> _wrongTries = PartitionedRateLimiter.Create<
        IPAddress,
        IPAddress
    >(address =>
        RateLimitPartition.GetFixedWindowLimiter(address, _ => new FixedWindowRateLimiterOptions
        {
            PermitLimit = MostWrongTries,
            Window = TimeSpan.FromMinutes(1),
        })
    );

    public async Task PassAsync(HttpContext context, RequestDelegate next)
    {
        // Another site's name that resolves to 127.0.0.1 (DNS rebinding) would read the page through its visitor's
        // browser.
        if (
            !options.HasSecret
            && !WebOptions.IsLoopbackHost(context.Request.Host.Host)
            && context.GetEndpoint()?.Metadata.GetMetadata<AnyHost>() is null
        )
        {
            await Refuse(
                context,
                StatusCodes.Status421MisdirectedRequest,
                "Open this page by http://localhost or http://127.0.0.1."
            );
            return;
        }
        if (
            options.HasSecret
            && context.GetEndpoint()?.Metadata.GetMetadata<IAllowAnonymous>() is null
            && Refusal(context) is var (status, why)
        )
        {
            if (status == StatusCodes.Status401Unauthorized)
                context.Response.Headers.WWWAuthenticate = "Basic realm=\"AlertBot\", charset=\"UTF-8\"";
            await Refuse(context, status, why);
            return;
        }
        await next(context);
    }

    public void Dispose()
    {
        _wrongTries.Dispose();
        _wrongTriesOfAll.Dispose();
    }

    private (int Status, string Why)? Refusal(HttpContext context)
    {
        var from = NetworkOf(context.Connection.RemoteIpAddress ?? IPAddress.None);
        if (_wrongTries.GetStatistics(from) is { CurrentAvailablePermits: 0 })
            return (StatusCodes.Status429TooManyRequests, "Too many wrong tries; wait a minute.");
        var given = context.Request.Headers.Authorization.ToString();
        if (given.Length == 0)
            return (StatusCodes.Status401Unauthorized, "A password or token is needed.");
        if (!_wereRight.ContainsKey(from) && _wrongTriesOfAll.GetStatistics() is { CurrentAvailablePermits: 0 })
            return (StatusCodes.Status429TooManyRequests, "Too many wrong tries; wait a minute.");
        if (IsRight(given))
        {
            if (_wereRight.Count < MostRemembered)
                _wereRight[from] = true;
            return null;
        }
        using var lease = _wrongTries.AttemptAcquire(from);
        using var leaseOfAll = _wrongTriesOfAll.AttemptAcquire();
        log.WrongSecret($"{from}");
        return (StatusCodes.Status401Unauthorized, "The password or token is wrong.");
    }

    /// <summary>One who has an address of version 6 has all of its network.</summary>
    private static IPAddress NetworkOf(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
            return address.MapToIPv4();
        if (address.AddressFamily != System.Net.Sockets.AddressFamily.InterNetworkV6)
            return address;
        var bytes = address.GetAddressBytes();
        bytes.AsSpan(8).Clear();
        return new IPAddress(bytes);
    }

    /// <summary>Both are compared whatever is given, and no more of it than a secret may be long.</summary>
    private bool IsRight(string authorization)
    {
        var (kind, given) = authorization.Split(' ', 2) switch
        {
            ["Bearer", { Length: <= LongestSecret } token] => ("Bearer", token),
            ["Basic", { Length: <= LongestSecret } pair] => ("Basic", PasswordOf(pair)),
            _ => ("", ""),
        };
        var (isToken, isPassword) = (Same(given, options.Token), Same(given, options.Password));
        return (isToken && kind == "Bearer") || (isPassword && kind == "Basic");
    }

    private const int LongestSecret = 4096;

    /// <summary>Hashed first: the time of comparing tells neither the words nor their length.</summary>
    private static bool Same(string given, string wanted) =>
        wanted.Length > 0
        && CryptographicOperations.FixedTimeEquals(
            SHA256.HashData(Encoding.UTF8.GetBytes(given)),
            SHA256.HashData(Encoding.UTF8.GetBytes(wanted))
        );

    private static string PasswordOf(string pair)
    {
        var bytes = new byte[pair.Length];
        return
            Convert.TryFromBase64String(pair, bytes, out var length)
            && Encoding.UTF8.GetString(bytes, 0, length).Split(':', 2) is [_, var password]
            ? password
            : "";
    }

    private static Task Refuse(HttpContext context, int status, string why)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(why, context.RequestAborted);
    }
}
