using AlertBot.Configuration;
using AlertBot.Runtime;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Console;

namespace AlertBot.Hosting;

/// <summary>Builds the host that every verb which needs services works in.</summary>
internal static class AlertBotHost
{
    /// <param name="folder">The config folder.</param>
    /// <param name="settings">Settings that win over file and environment.</param>
    /// <param name="services">Services that win over the registered ones: tests hand in their clock.</param>
    public static IHost Build(
        ConfigFolder folder,
        IReadOnlyDictionary<string, string?>? settings = null,
        Action<IServiceCollection>? services = null
    )
    {
        var builder = Host.CreateEmptyApplicationBuilder(
            new HostApplicationBuilderSettings { ApplicationName = "AlertBot" }
        );
        builder.Configuration.AddSettings(folder);
        builder.Configuration.AddInMemoryCollection(settings ?? new Dictionary<string, string?>());
        builder.Logging.AddConfiguration(builder.Configuration.GetSection("Logging"));
        builder
            .Logging.AddFilter("Quartz", LogLevel.Warning)
            .AddFilter("FluentMigrator", LogLevel.Warning)
            .AddFilter("Microsoft", LogLevel.Warning);
        AddConsole(builder.Logging, LogFormat.Parse(builder.Configuration["Log"]));
        builder.Services.Configure<ConsoleLoggerOptions>(console =>
            console.LogToStandardErrorThreshold = LogLevel.Trace
        );
        builder.Services.Configure<HostOptions>(host =>
            host.ShutdownTimeout = ShutdownTokens.Length + TimeSpan.FromSeconds(1)
        );
        builder.Services.AddAlertBot(folder, builder.Configuration);
        services?.Invoke(builder.Services);
        return builder.Build();
    }

    /// <summary>A line for each event: for people, or as JSON for programs that collect logs.</summary>
    private static void AddConsole(ILoggingBuilder logging, bool asJson)
    {
        const string time = "yyyy-MM-dd'T'HH:mm:ss'Z'";
        if (asJson)
        {
            logging.AddJsonConsole(console => (console.UseUtcTimestamp, console.TimestampFormat) = (true, time));
            return;
        }
        logging.AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.UseUtcTimestamp = true;
            console.TimestampFormat = time + ' ';
            console.ColorBehavior = LoggerColorBehavior.Default;
        });
    }
}
