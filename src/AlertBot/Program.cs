using AlertBot.Alerts;
using AlertBot.Channels;
using AlertBot.Cli;
using AlertBot.Config;
using AlertBot.Feeds;
using AlertBot.Notices;
using AlertBot.Rules;
using AlertBot.Schedule;
using AlertBot.Storage;
using AlertBot.Stories;
using AlertBot.Subscriptions;
using AlertBot.Web;
using Microsoft.Extensions.Configuration;

namespace AlertBot;

/// <summary>The table of contents: one line per folder.</summary>
internal static class Program
{
    public static Task<int> Main(string[] args) =>
        CommandLine.RunAsync(args, Terminal.OfProcess(), CancellationToken.None);

    public static IServiceCollection AddAlertBot(
        this IServiceCollection services,
        ConfigFolder folder,
        IConfiguration settings
    ) =>
        services
            .AddConfig(folder, settings)
            .AddStorage()
            .AddFeeds()
            .AddRules()
            .AddStories()
            .AddSubscriptions()
            .AddChannels(settings)
            .AddAlerts()
            .AddNotices()
            .AddPipeline()
            .AddSchedule()
            .AddWeb();

    private static IServiceCollection AddPipeline(this IServiceCollection services) =>
        services.AddSingleton<LeadsOfTheDay>().AddSingleton<Intake>().AddSingleton<Pipeline>();
}
