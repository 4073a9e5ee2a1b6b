using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;

namespace AlertBot.Web;

/// <summary>
/// Lets in who may look: with a password or token set, whoever knows it; without, only requests meant for this machine.
/// </summary>
internal sealed class Gate(WebOptions options, ILogger log) : IDisposable
{
    /// <summary>Wrong tries from one address in a minute, after which not even the right one is looked at.</summary>
    public const int MostWrongTries = 10;

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
        if (!options.HasSecret && !WebOptions.IsLoopbackHost(context.Request.Host.Host))
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

    public void Dispose() => _wrongTries.Dispose();

    private (int Status, string Why)? Refusal(HttpContext context)
    {
        var from = context.Connection.RemoteIpAddress ?? IPAddress.None;
        if (_wrongTries.GetStatistics(from) is { CurrentAvailablePermits: 0 })
            return (StatusCodes.Status429TooManyRequests, "Too many wrong tries; wait a minute.");
        var given = context.Request.Headers.Authorization.ToString();
        if (given.Length == 0)
            return (StatusCodes.Status401Unauthorized, "A password or token is needed.");
        if (IsRight(given))
            return null;
        using var lease = _wrongTries.AttemptAcquire(from);
        log.WrongSecret($"{from}");
        return (StatusCodes.Status401Unauthorized, "The password or token is wrong.");
    }

    private bool IsRight(string authorization) =>
        authorization.Split(' ', 2) switch
        {
            ["Bearer", var token] => Same(token, options.Token),
            ["Basic", var pair] => Same(PasswordOf(pair), options.Password),
            _ => false,
        };

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
