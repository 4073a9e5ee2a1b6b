using System.CommandLine;
using AlertBot.Channels;
using AlertBot.Channels.Console;
using AlertBot.Cli.Demo;
using AlertBot.Configuration;
using AlertBot.Delivery;
using AlertBot.Feeds;
using AlertBot.Hosting;
using AlertBot.Localization;
using AlertBot.Runtime;
using AlertBot.Storage;
using AlertBot.Subscriptions;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace AlertBot.Cli;

/// <summary>
/// <c>demo</c>: recorded feeds on loopback, polled, matched and told on the console by the service itself. Needs no
/// token and no network.
/// </summary>
internal static class DemoVerb
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    public static Command Command(Terminal terminal)
    {
        var watch = new Option<bool>("--watch")
        {
            Description = "Go on, with a new entry every few seconds, until Ctrl+C",
        };
        var language = new Option<string>("--lang")
        {
            CompletionSources = { "ar", "en", "fr" },
            Description = "Language of topics and labels: ar, en or fr",
            DefaultValueFactory = _ => "en",
        };
        var command = new Command("demo", "Serves recorded feeds on this machine, polls them, and prints the alerts.")
        {
            watch,
            language,
        };
        command.SetAction(
            (parsed, ct) =>
            {
                if (LanguageCodes.Parse(parsed.GetValue(language)) is not { } code)
                    throw new InvalidDataException(
                        $"\"{parsed.GetValue(language)}\" is no language AlertBot writes; write ar, en or fr"
                    );
                return RunAsync(
                    CommandLine.Folder(parsed),
                    terminal,
                    code,
                    parsed.GetValue(watch),
                    TimeProvider.System,
                    ct
                );
            }
        );
        return command;
    }

    public static async Task<int> RunAsync(
        ConfigFolder folder,
        Terminal terminal,
        Language language,
        bool watch,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var scratch = Directory.CreateTempSubdirectory("alertbot-demo-");
        try
        {
            if (!Directory.Exists(folder.Path))
            {
                folder = new ConfigFolder(Path.Combine(scratch.FullName, "config"));
                ShippedConfig.WriteTo(folder.Path);
            }
            await using var feeds = await RecordedFeeds.ServeAsync(clock, ct);
            using var host = Build(folder, scratch.FullName, terminal, clock);
            var diagnostics = await host.Services.GetRequiredService<StartUp>().PrepareAsync(ct);
            foreach (var diagnostic in diagnostics)
                await terminal.Error.WriteLineAsync($"{diagnostic}");
            if (diagnostics.Count > 0)
                return Exit.Wrong;
            await host.Services.GetRequiredService<FeedStore>().SyncAsync(feeds.Lines, ct);
            await host
                .Services.GetRequiredService<SubscriptionStore>()
                .SaveAsync(
                    new Subscription
                    {
                        Chat = ConsoleChannel.Chat,
                        Topics = [Subscription.AllTopics],
                        Send = Sending.All,
                        Language = language,
                    },
                    ct
                );
            await HoldAsync(host, clock.GetUtcNow().AddYears(1), ct);
            await host.StartAsync(ct);
            var ended = await WaitAsync(host, feeds, terminal, watch, ct);
            await host.StopAsync(CancellationToken.None);
            return ended ? Exit.Fine : Exit.No;
        }
        finally
        {
            scratch.Delete(recursive: true);
        }
    }

    /// <summary>
    /// The service as it always is, but for a store of its own, quick ticks, and a console that is this one.
    /// </summary>
    private static IHost Build(ConfigFolder folder, string scratch, Terminal terminal, TimeProvider clock)
    {
        // Rules are the operator's; feeds, chats and settings are the demo's own.
        var settings = new Dictionary<string, string?>
        {
            ["ConnectionStrings:AlertBot"] = $"Data Source={Path.Combine(scratch, "demo.db")}",
            ["Feeds:AllowPrivateAddresses"] = "true",
            ["Feeds:MinInterval"] = "00:00:02",
            ["Feeds:MaxInterval"] = "00:00:02",
            ["Feeds:Concurrency"] = "1",
            // One run of polls after the other: what is told first must not hang on how fast the machine is.
            ["Schedule:PollTick"] = "00:00:01",
            ["Schedule:DeliverTick"] = "00:00:00.1",
            ["Web:Url"] = "",
            ["Telegram:Token"] = "",
            ["Discord:Token"] = "",
            ["Logging:LogLevel:Default"] = "Error",
        };
        return AlertBotHost.Build(folder, settings, services =>
        {
            services.RemoveAll<IChannel>();
            services.AddSingleton<IChannel>(new ConsoleChannel(terminal.Out));
            services.RemoveAll<TimeProvider>();
            services.AddSingleton(clock);
        });
    }

    /// <summary>
    /// Nothing is shown before every feed was read: else it would hang on the machine's speed how many sources a
    /// message names.
    /// </summary>
    private static Task HoldAsync(IHost host, DateTimeOffset until, CancellationToken ct) =>
        host
            .Services.GetRequiredService<Database>()
            .WriteAsync(
                tx => Outbox.HoldAsync(tx, ConsoleChannel.Chat.Channel, until, "the demo is still reading", ct),
                ct
            );

    /// <summary>
    /// Until every feed is taken in (the next poll shows who answers 304) and nothing waits to be sent.
    /// </summary>
    private static async Task<bool> WaitAsync(
        IHost host,
        RecordedFeeds feeds,
        Terminal terminal,
        bool watch,
        CancellationToken ct
    )
    {
        // The host takes Ctrl+C and SIGTERM for itself and says so here.
        var stopping = host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct, stopping);
        if (!watch)
            limit.CancelAfter(Longest);
        try
        {
            await feeds.AllTakenIn.WaitAsync(limit.Token);
            await HoldAsync(host, DateTimeOffset.UnixEpoch, limit.Token);
            while (await host.Services.GetRequiredService<Outbox>().CountOpenAsync(limit.Token) > 0)
                await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, limit.Token);
            await terminal.Error.WriteLineAsync(feeds.Report());
            while (watch && feeds.Publish())
                await Task.Delay(TimeSpan.FromSeconds(5), TimeProvider.System, limit.Token);
            if (watch)
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, limit.Token);
            return true;
        }
        catch (OperationCanceledException)
        {
            if (!watch && !stopping.IsCancellationRequested)
                await terminal.Error.WriteLineAsync(
                    $"alertbot: the demo was not done after {Longest.TotalSeconds:0} s"
                );
            return watch;
        }
    }
}
