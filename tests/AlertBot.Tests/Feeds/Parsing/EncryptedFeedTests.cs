using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using AlertBot.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace AlertBot.Tests.Feeds.Parsing;

/// <summary>Feeds over TLS, where both sides agree on a version of HTTP; asked by the real program.</summary>
[MachineSuite]
public sealed class EncryptedFeedTests : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("alertbot-tls-");
    private readonly List<string> _protocols = [];
    private WebApplication? _server;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private string CertificateFile => Path.Combine(_folder.FullName, "certificate.pem");

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Theory]
    [InlineData(HttpProtocols.Http1AndHttp2, "HTTP/2")]
    [InlineData(HttpProtocols.Http1, "HTTP/1.1")]
    public async Task The_newest_version_that_the_server_speaks_is_taken(HttpProtocols spoken, string asked)
    {
        var url = await ServeAsync(spoken);

        var (exit, output) = await CheckAsync(url, CertificateFile);

        Assert.Equal(0, exit);
        Assert.Contains("1 entry", output, StringComparison.Ordinal);
        Assert.Equal([asked], _protocols.Distinct());
    }

    [Fact]
    public async Task A_certificate_that_nobody_vouches_for_is_refused_and_told()
    {
        var url = await ServeAsync(HttpProtocols.Http1AndHttp2);

        var (exit, output) = await CheckAsync(url, trusted: null);

        Assert.NotEqual(0, exit);
        Assert.Contains("certificate", output, StringComparison.OrdinalIgnoreCase);
        Assert.Empty(_protocols);
    }

    private async Task<string> ServeAsync(HttpProtocols spoken)
    {
        var certificate = Certificate();
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder
            .WebHost.UseKestrelCore()
            .UseKestrelHttpsConfiguration()
            .ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
                {
                    listen.Protocols = spoken;
                    listen.UseHttps(certificate);
                }));
        builder.Services.AddRoutingCore();
        _server = builder.Build();
        _server.MapGet(
            "/feed",
            (RequestDelegate)(
                http =>
                {
                    _protocols.Add(http.Request.Protocol);
                    http.Response.ContentType = "application/rss+xml; charset=utf-8";
                    return http.Response.WriteAsync(
                        Some.Rss(TimeProvider.System.GetUtcNow(), ("Truce in Sirte", 1)),
                        Ct
                    );
                }
            )
        );
        await _server.StartAsync(Ct);
        return $"{_server.Urls.First()}/feed";
    }

    private X509Certificate2 Certificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        var request = new CertificateRequest("CN=alertbot test", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(names.Build());
        var certificate = request.CreateSelfSigned(
            TimeProvider.System.GetUtcNow().AddDays(-1),
            TimeProvider.System.GetUtcNow().AddDays(1)
        );
        File.WriteAllText(CertificateFile, certificate.ExportCertificatePem());
        return certificate;
    }

    private async Task<(int Exit, string Output)> CheckAsync(string url, string? trusted)
    {
        using var bot = BotProcess.StartTrusting(
            trusted,
            _folder.FullName,
            new Dictionary<string, string> { ["Feeds:AllowPrivateAddresses"] = "true" },
            "feeds",
            "check",
            url
        );
        var exit = await bot.WaitForExitAsync(Ct);
        return (exit, bot.Log);
    }
}
