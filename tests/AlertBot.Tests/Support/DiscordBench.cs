using AlertBot.Channels.Discord;
using AlertBot.Channels.Discord.Api;
using AlertBot.Channels.Discord.Sending;
using AlertBot.Storage;
using AlertBot.Storage.Leases;
using AlertBot.Subscriptions.Briefs;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace AlertBot.Tests.Support;

/// <summary>The sending side of the Discord channel on a store of its own, its clock in the test's hand.</summary>
internal sealed class DiscordBench : IDisposable
{
    private static readonly Lazy<byte[]> Store = new(MakeStore);

    private readonly string _file = Path.GetTempFileName();
    private readonly Database _database;
    private readonly DiscordRest _rest;
    private readonly BriefChart _charts = new(NullLogger<BriefChart>.Instance);

    public DiscordBench(string url, Action<DiscordOptions>? configure = null)
    {
        var given = new DiscordOptions
        {
            Token = FakeDiscord.Token,
            ApiBaseUrl = url,
            SendTimeout = HangLimit.Span, // real time: a test of silence sets less
            PerSecond = 100_000,
        };
        configure?.Invoke(given);
        var options = Options.Create(given);
        (Limits, Invalid) = (new DiscordLimits(Clock), new InvalidRequests(Clock));
        File.WriteAllBytes(_file, Store.Value);
        _database = new Database(
            Options.Create(new StorageOptions { AlertBot = $"Data Source={_file};Pooling=False" })
        );
        _rest = new DiscordRest(options, Limits, Invalid, new NodeShare(), Clock, NullLogger<DiscordRest>.Instance);
        Places = new DiscordPlaces(_rest, _database);
        Channel = new DiscordChannel(
            _rest,
            Limits,
            Places,
            new DiscordWebhooks(_rest, Limits, _charts, options),
            _charts,
            options,
            NullLogger<DiscordChannel>.Instance
        );
    }

    public FakeTimeProvider Clock { get; } = new(Some.Time);

    public DiscordLimits Limits { get; }

    public InvalidRequests Invalid { get; }

    public DiscordPlaces Places { get; }

    public DiscordChannel Channel { get; }

    public void Dispose()
    {
        _rest.Dispose();
        _charts.Dispose();
        _database.Dispose();
        File.Delete(_file);
    }

    /// <summary>Migrating takes longer than the tests do: one file is made and copied.</summary>
    private static byte[] MakeStore()
    {
        var file = Path.GetTempFileName();
        using var database = new Database(
            Options.Create(new StorageOptions { AlertBot = $"Data Source={file};Pooling=False" })
        );
        new Schema(database).Upgrade();
        var bytes = File.ReadAllBytes(file);
        File.Delete(file);
        return bytes;
    }
}
