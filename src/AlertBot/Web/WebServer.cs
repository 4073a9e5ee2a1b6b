using System.Net.Sockets;
using AlertBot.Storage.Leases;
using AlertBot.Web.Api;
using AlertBot.Web.Api.V1;
using AlertBot.Web.Pages;
using AlertBot.Web.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Hosting;
using OpenTelemetry.Metrics;

namespace AlertBot.Web;

/// <summary>
/// Serves the page in this process, in an application of its own: what goes wrong with it, a port that is taken above
/// all, stops no alert.
/// </summary>
internal sealed class WebServer(
    IServiceProvider services,
    IOptions<WebOptions> options,
    TimeProvider clock,
    ILogger<WebServer> log
) : BackgroundService, IAsyncDisposable
{
    /// <summary>A port may be taken by what is just ending, as the version before this one is in an upgrade.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    private const string ContentPolicy =
        "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self'; "
        + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    /// <summary>What goes with every answer, errors too.</summary>
    public static readonly IReadOnlyList<(string Name, string Value)> Headers =
    [
        ("Content-Security-Policy", ContentPolicy),
        ("X-Frame-Options", "DENY"),
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "no-referrer"),
        ("Cache-Control", "no-store"),
    ];

    private readonly WrongTries _wrongTries = new(log);
    private WebApplication? _app;

    /// <summary>Where it listens, with the port it got; null while it is off.</summary>
    public string? Address { get; private set; }

    public override async Task StartAsync(CancellationToken ct)
    {
        if (options.Value.Url.Length == 0 || await TryOpenAsync(ct) is not { } why)
            return;
        log.PageOff(options.Value.Url, why);
        await base.StartAsync(ct);
    }

    public override async Task StopAsync(CancellationToken ct)
    {
        await base.StopAsync(ct);
        await (_app?.StopAsync(ct) ?? Task.CompletedTask);
    }

    public async ValueTask DisposeAsync()
    {
        await base.StopAsync(CancellationToken.None);
        if (_app is not null)
            await _app.DisposeAsync();
        _wrongTries.Dispose();
        base.Dispose();
    }

    /// <summary>Only where the port was taken.</summary>
    protected override async Task ExecuteAsync(CancellationToken ct)
    {
        do await Task.Delay(Pause, clock, ct);
        while (await TryOpenAsync(ct) is not null);
    }

    /// <summary>Null when the page is served from now on, else what stands against it.</summary>
    private async Task<string?> TryOpenAsync(CancellationToken ct)
    {
        var app = Build();
        try
        {
            await app.StartAsync(ct);
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            await app.DisposeAsync();
            return e.Message;
        }
        _app = app;
        Address = app.Urls.First();
        log.PageAt(Address);
        return null;
    }

    private WebApplication Build()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder
            .WebHost.UseKestrelCore()
            .UseUrls(options.Value.Url)
            .ConfigureKestrel(kestrel =>
            {
                kestrel.AddServerHeader = false;
                kestrel.Limits.MaxRequestBodySize = 1 << 20;
                // Who sends a request byte by byte, or nothing at all, is hung up on.
                kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
                kestrel.Limits.KeepAliveTimeout = TimeSpan.FromSeconds(30);
                kestrel.Limits.MinRequestBodyDataRate = new MinDataRate(1000, TimeSpan.FromSeconds(5));
                kestrel.Limits.MaxConcurrentConnections = 200;
                kestrel.ConfigureEndpointDefaults(listen => listen.Use(ServerAnswers.WithHeaders));
            });
        builder.Services.AddRoutingCore();
        // Forms live as long as the process: nothing is kept on disk for them.
        builder.Services.AddDataProtection().UseEphemeralDataProtectionProvider();
        builder.Services.AddAntiforgery(forms =>
            forms.Cookie = new CookieBuilder
            {
                Name = "alertbot-form",
                HttpOnly = true,
                SameSite = SameSiteMode.Strict,
                SecurePolicy = CookieSecurePolicy.SameAsRequest,
            }
        );
        builder.Services.AddSingleton(clock).AddSingleton(services.GetRequiredService<NodeStore>());
        builder.Services.AddPages(services);
        builder.Services.AddApi(services);
        builder.Services.AddHealthChecks().AddReadiness();
        if (options.Value.HasSecret)
            SecretHandler.Register(builder.Services, options.Value, _wrongTries);
        var app = builder.Build();
        app.Use(WithHeaders);
        app.Use(AnswerHeadAsGet);
        app.Use(AnswerFailuresAsync);
        app.UseRouting();
        if (options.Value.HasSecret)
        {
            app.UseAuthentication();
            app.UseAuthorization();
        }
        else
            app.Use(RefuseOtherHosts);
        app.UseWhen(context => context.Request.Path == "/metrics", MetricsOf);
        WebEndpoints.Map(app, services);
        return app;
    }

    /// <summary>
    /// Without a secret only requests meant for this machine are answered: another site's name that resolves to
    /// 127.0.0.1 (DNS rebinding) would read the page through its visitor's browser.
    /// </summary>
    private static Task RefuseOtherHosts(HttpContext context, RequestDelegate next)
    {
        if (
            WebOptions.IsLoopbackHost(context.Request.Host.Host)
            || context.GetEndpoint()?.Metadata.GetMetadata<AnyHost>() is not null
        )
            return next(context);
        const string why = "Open this page by http://localhost or http://127.0.0.1.";
        if (ApiProblem.IsAsked(context))
            return ApiProblem.WriteAsync(context, StatusCodes.Status421MisdirectedRequest, why);
        context.Response.StatusCode = StatusCodes.Status421MisdirectedRequest;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(why, context.RequestAborted);
    }

    /// <summary>For Prometheus; behind the secret, as a figure for each rule tells what a desk watches.</summary>
    private void MetricsOf(IApplicationBuilder app)
    {
        var store = services.GetRequiredService<StoreMetrics>();
        app.Use(
            async (context, next) =>
            {
                await store.CollectAsync(context.RequestAborted);
                await next(context);
            }
        );
        app.UseOpenTelemetryPrometheusScrapingEndpoint(
            services.GetRequiredService<MeterProvider>(),
            null,
            "/metrics",
            null,
            null
        );
    }

    /// <summary>The application has no log of its own, or a port that is taken would be told twice.</summary>
    private async Task AnswerFailuresAsync(HttpContext context, RequestDelegate next)
    {
        try
        {
            await next(context);
        }
        catch (Exception e) when (!context.RequestAborted.IsCancellationRequested && !context.Response.HasStarted)
        {
            // A path that is open to the world is as good as a key.
            var isKey = context.GetEndpoint()?.Metadata.GetMetadata<AnyHost>() is not null;
            var path = $"{context.Request.Path}";
            log.PageFailed(e, isKey ? path[..path.LastIndexOf('/')] : path);
            context.Response.StatusCode = StatusCodes.Status500InternalServerError;
            if (ApiProblem.IsAsked(context))
                await ApiProblem.WriteAsync(
                    context,
                    StatusCodes.Status500InternalServerError,
                    "This is a fault of AlertBot's; its log says more."
                );
        }
    }

    /// <summary>The server leaves the body out by itself.</summary>
    private static Task AnswerHeadAsGet(HttpContext context, RequestDelegate next)
    {
        if (HttpMethods.IsHead(context.Request.Method))
            context.Request.Method = HttpMethods.Get;
        return next(context);
    }

    private static Task WithHeaders(HttpContext context, RequestDelegate next)
    {
        foreach (var (name, value) in Headers)
            context.Response.Headers[name] = value;
        return next(context);
    }
}
