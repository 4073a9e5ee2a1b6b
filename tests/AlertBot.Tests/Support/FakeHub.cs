using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace AlertBot.Tests.Support;

/// <summary>
/// A hub of WebSub on loopback: takes requests, asks back when told to, and sends signed news. Its requests come under
/// the public name of the bot's site, as through a reverse proxy.
/// </summary>
/// <param name="server">Where it lies.</param>
/// <param name="bot">The bot's web page.</param>
internal sealed class FakeHub(FeedServer server, HttpClient bot)
{
    public const string PublicUrl = "https://alerts.example.org/bot";

    public Uri Url => server.Url("hub");

    /// <summary>All requests, in order, by parameter.</summary>
    public ConcurrentQueue<IReadOnlyDictionary<string, string>> Requests { get; } = new();

    public IReadOnlyDictionary<string, string> Last => Requests.Last();

    /// <summary>What requests are answered with.</summary>
    public int Status { get; set; } = 202;

    /// <summary>Whether it asks back before it answers, as some do.</summary>
    public bool AsksAtOnce { get; set; }

    public void Open() => server.Answer("hub", async http =>
        {
            var form = await http.Request.ReadFormAsync(http.RequestAborted);
            Requests.Enqueue(form.ToDictionary(field => field.Key, field => $"{field.Value}"));
            if (AsksAtOnce)
                await AskAsync(Last["hub.mode"]);
            http.Response.StatusCode = Status;
        });

    /// <summary>Asks whether the last request was meant; the status, and what was said.</summary>
    public async Task<(HttpStatusCode Status, string Said)> AskAsync(
        string mode = "subscribe",
        string? topic = null,
        long? lease = 864_000,
        string? callback = null
    )
    {
        var query =
            $"?hub.mode={mode}&hub.topic={Uri.EscapeDataString(topic ?? Last["hub.topic"])}&hub.challenge=c%2B1"
            + (
                lease is { } seconds ? string.Create(CultureInfo.InvariantCulture, $"&hub.lease_seconds={seconds}") : ""
            );
        using var request = Request(HttpMethod.Get, (callback ?? Last["hub.callback"]) + query);
        using var answer = await bot.SendAsync(request, TestContext.Current.CancellationToken);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    /// <summary>Sends news, signed with the secret of the last subscription unless told otherwise.</summary>
    public async Task<HttpStatusCode> PushAsync(
        string method = "sha256",
        string? secret = null,
        string? signature = null,
        string? callback = null
    )
    {
        var subscription = Requests.Last(request => request["hub.mode"] == "subscribe");
        var body = Encoding.UTF8.GetBytes(Some.Rss(("Pushed", 1)));
        using var request = Request(HttpMethod.Post, callback ?? subscription["hub.callback"]);
        request.Content = new ByteArrayContent(body);
        var signed = signature ?? $"{method}={Sign(method, secret ?? subscription["hub.secret"], body)}";
        if (signed.Length > 0)
            request.Headers.TryAddWithoutValidation("X-Hub-Signature", signed);
        using var answer = await bot.SendAsync(request, TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }

    private static HttpRequestMessage Request(HttpMethod method, string callback)
    {
        Assert.StartsWith($"{PublicUrl}/websub/", callback, StringComparison.Ordinal);
        return new HttpRequestMessage(method, callback[PublicUrl.Length..])
        {
            Headers = { Host = new Uri(PublicUrl).Host },
        };
    }

#pragma warning disable CA5350 // The specification lists SHA-1.
    private static string Sign(string method, string secret, byte[] body)
    {
        var key = Encoding.UTF8.GetBytes(secret);
        return Convert.ToHexStringLower(
            method switch
            {
                "sha1" => HMACSHA1.HashData(key, body),
                "sha384" => HMACSHA384.HashData(key, body),
                "sha512" => HMACSHA512.HashData(key, body),
                "md5" => [1, 2, 3],
                _ => HMACSHA256.HashData(key, body),
            }
        );
    }
#pragma warning restore CA5350
}
