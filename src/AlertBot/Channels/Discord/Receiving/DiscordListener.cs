using System.Net.WebSockets;
using System.Text.Json;
using AlertBot.Channels.Discord.Api;
using AlertBot.Runtime;
using AlertBot.Storage.Leases;
using Microsoft.Extensions.Hosting;

namespace AlertBot.Channels.Discord.Receiving;

/// <summary>
/// Keeps one connection to the gateway, on one node: resumes what can be resumed, begins anew what cannot, and gives up
/// only where Discord says that nothing will help. Sending goes on meanwhile, since it needs no gateway.
/// </summary>
internal sealed class DiscordListener(
    DiscordGateway gateway,
    DiscordRest rest,
    DiscordDispatch dispatch,
    ListenerLease lease,
    ChannelAccess access,
    Random random,
    TimeProvider clock,
    ILogger<DiscordListener> log
) : BackgroundService
{
    private const string LeaseName = "discord";

    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(60);

    /// <summary>At most one new session in so long (Gateway, Session Start Limit, read 2026-11-23).</summary>
    private static readonly TimeSpan BetweenIdentifies = TimeSpan.FromSeconds(5);

    private DiscordSession? _session;
    private DateTimeOffset _lastIdentify = DateTimeOffset.MinValue;
    private TimeSpan _pause;

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        lease.WhileHeldAsync(LeaseName, held => ListenAsync(held, stoppingToken), stoppingToken);

    /// <summary>False when it must not be tried again.</summary>
    private async Task<bool> ListenAsync(CancellationToken held, CancellationToken stopping)
    {
        try
        {
            while (true)
            {
                var ending = await ConnectAsync(held);
                log.GatewayEnded(ending.Why);
                if (ending.Next == DiscordReconnect.Stop)
                {
                    log.GatewayGivenUp(ending.Why);
                    return false;
                }
                if (ending.Next == DiscordReconnect.Identify)
                    _session = null;
                await Task.Delay(ending.Wait > _pause ? ending.Wait : _pause, clock, held);
                // 1, 2, 4 … 60 s with jitter; back to none once a session stands.
                _pause = TimeSpan.FromSeconds(
                    Math.Min(
                        LongestPause.TotalSeconds,
                        Math.Max(1, _pause.TotalSeconds * 2) * (0.75 + (random.NextDouble() / 2))
                    )
                );
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            await dispatch.FinishAsync();
            throw;
        }
        catch (OperationCanceledException) when (held.IsCancellationRequested)
        {
            log.GatewayLeaseLost();
            _session = null;
            throw;
        }
    }

    private async Task<DiscordDisconnect> ConnectAsync(CancellationToken ct)
    {
        var (address, problem) = _session is { } session ? (session.ResumeUrl, null) : await AddressAsync(ct);
        if (address is null)
            return problem!;
        try
        {
            var (ending, kept) = await gateway.RunAsync(address, _session, Handle, ct);
            _session = kept;
            return ending;
        }
        catch (Exception e) when (e is WebSocketException or IOException)
        {
            // Where it was to be resumed nobody answers: begin anew at the first address.
            return new DiscordDisconnect(DiscordReconnect.Identify, TimeSpan.Zero, "the gateway cannot be reached");
        }
    }

    /// <summary>
    /// Asks where to connect and whether a new session may begin: a loop of crashes would else use up the day's
    /// sessions.
    /// </summary>
    private async Task<(Uri? Address, DiscordDisconnect? Problem)> AddressAsync(CancellationToken ct)
    {
        var answer = await rest.GetAsync(new DiscordRoute("GET gateway/bot", ""), "gateway/bot", ct);
        if (answer is DiscordResponse.Refused { Status: 401 })
        {
            access.Refused("discord");
            return (null, new DiscordDisconnect(DiscordReconnect.Identify, LongestPause, DeliveryOutcome.TokenRefused));
        }
        if (answer is not DiscordResponse.Fine { Body.ValueKind: JsonValueKind.Object } fine)
            return (
                null,
                new DiscordDisconnect(
                    DiscordReconnect.Identify,
                    (answer as DiscordResponse.TooMany)?.Wait ?? TimeSpan.Zero,
                    "Discord does not say where its gateway is"
                )
            );
        var address = new Uri(fine.Body.GetProperty("url").GetString()! + "/");
        if (address.Scheme != "wss" && !address.IsLoopback)
            return (
                null,
                new DiscordDisconnect(
                    DiscordReconnect.Stop,
                    TimeSpan.Zero,
                    "Discord names a gateway without encryption"
                )
            );
        var limit = fine.Body.GetProperty("session_start_limit");
        if (limit.GetProperty("remaining").GetInt32() <= 0)
            return (
                null,
                new DiscordDisconnect(
                    DiscordReconnect.Identify,
                    TimeSpan.FromMilliseconds(limit.GetProperty("reset_after").GetDouble()),
                    "no new session is allowed for now"
                )
            );
        if (_lastIdentify + BetweenIdentifies - clock.GetSteadyNow() is { Ticks: > 0 } wait)
            await Task.Delay(wait, clock, ct);
        _lastIdentify = clock.GetSteadyNow();
        return (address, null);
    }

    private void Handle(string type, JsonElement data)
    {
        if (type is "READY" or "RESUMED")
        {
            _pause = TimeSpan.Zero;
            access.Granted("discord");
            log.GatewayReady(type);
        }
        dispatch.Post(type, data);
    }
}
