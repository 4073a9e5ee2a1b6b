using AlertBot.Alerts;
using AlertBot.Channels;
using AlertBot.Chats;
using AlertBot.Cli;
using AlertBot.Configuration;
using AlertBot.Delivery;
using AlertBot.Feeds;
using AlertBot.Hosting;
using AlertBot.Ingestion;
using AlertBot.OperatorNotices;
using AlertBot.Rules;
using AlertBot.Runtime;
using AlertBot.Search;
using AlertBot.Storage;
using AlertBot.Stories;
using AlertBot.Subscriptions;
using AlertBot.Web;
using Microsoft.Extensions.Configuration;

namespace AlertBot;

/// <summary>The table of contents: one line per folder.</summary>
internal static class Program
{
    /// <summary>No pattern takes so long on a text as long as we read; one that does must not go on for ever.</summary>
    private static readonly TimeSpan LongestPattern = TimeSpan.FromSeconds(30);

    public static Task<int> Main(string[] args)
    {
        // Of every regular expression that names no limit of its own, libraries' included; read as each is made.
        AppDomain.CurrentDomain.SetData("REGEX_DEFAULT_MATCH_TIMEOUT", LongestPattern);
        return CommandLine.RunAsync(args, Terminal.OfProcess(), CancellationToken.None);
    }

    public static IServiceCollection AddAlertBot(
        this IServiceCollection services,
        ConfigFolder folder,
        IConfiguration settings
    ) =>
        services
            .AddConfiguration(folder, settings)
            .AddStorage()
            .AddFeeds()
            .AddRules()
            .AddStories()
            .AddSearch()
            .AddChats()
            .AddSubscriptions()
            .AddChannels(settings)
            .AddDelivery()
            .AddAlerts()
            .AddOperatorNotices()
            .AddIngestion()
            .AddHosting()
            .AddWeb();
}
