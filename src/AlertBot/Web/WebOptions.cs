using System.Net;
using Microsoft.AspNetCore.Http;

namespace AlertBot.Web;

/// <summary>Where the page is served, and to whom; section <c>Web</c>, checked at start.</summary>
internal sealed record WebOptions
{
    /// <summary>An http address with a port; empty turns the page off.</summary>
    public string Url { get; init; } = "http://127.0.0.1:8080";

    /// <summary>What a browser asks for (any user name); from <c>Web:PasswordFile</c>.</summary>
    public string Password { get; init; } = "";

    /// <summary>What a script sends as <c>Authorization: Bearer</c>; from <c>Web:TokenFile</c>.</summary>
    public string Token { get; init; } = "";

    public bool HasSecret => Password.Length > 0 || Token.Length > 0;

    public bool IsLoopback => Address is { } address && IsLoopbackHost(address.Host);

    /// <summary>What is wrong with the settings, and what to change; null when nothing is.</summary>
    public string? Fault =>
        Url.Length == 0 ? null
        : Url.Contains(';', StringComparison.Ordinal) ? $"Web:Url is \"{Url}\"; write one address, http://ADDRESS:PORT"
        : Address is not { Scheme: "http" }
            ? $"Web:Url is \"{Url}\"; write http://ADDRESS:PORT, or nothing to switch the page off (TLS is a "
                + "reverse proxy's work)"
        : !IsLoopback && !HasSecret
            ? $"Web:Url is {Url}, which others can reach; set Web:PasswordFile or Web:TokenFile, or keep to "
                + "http://127.0.0.1:8080"
        : null;

    public static bool IsLoopbackHost(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip));

    private BindingAddress? Address
    {
        get
        {
            try
            {
                return BindingAddress.Parse(Url);
            }
            catch (FormatException)
            {
                return null;
            }
        }
    }
}
