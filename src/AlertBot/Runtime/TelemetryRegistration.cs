using System.Diagnostics.Metrics;
using Microsoft.Extensions.Configuration;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace AlertBot.Runtime;

internal static class TelemetryRegistration
{
    /// <summary>
    /// Series of one figure, for those that are told for each rule; what is beyond counts together, as
    /// <c>otel_metric_overflow</c>.
    /// </summary>
    public const int MostSeries = 1000;

    public static IServiceCollection AddTelemetry(this IServiceCollection services, IConfiguration settings)
    {
        services
            .AddOptions<TelemetryOptions>()
            .BindConfiguration("Telemetry")
            .Validate(
                options => options.Fault is null,
                "Telemetry:OtlpEndpoint is no address; write one such as http://localhost:4318, or nothing"
            )
            .ValidateOnStart();
        services.AddMetrics();
        var telemetry = services
            .AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("alertbot", serviceVersion: ProgramVersion.Full))
            .WithMetrics(metrics =>
                metrics
                    .AddMeter(Telemetry.Name)
                    .AddMeter("System.Runtime")
                    .AddOwnOnly()
                    .AddPrometheusExporter(exporter =>
                    {
                        exporter.ScopeInfoEnabled = false; // one meter: its name on every series would say nothing
                        // Else a scrape would show the figures of the one before.
                        exporter.ScrapeResponseCacheDurationMilliseconds = 0;
                    })
            );
        if (settings.GetSection("Telemetry").Get<TelemetryOptions>()?.Traces is { } collector)
        {
            telemetry.WithTracing(tracing =>
                tracing
                    .AddSource(Telemetry.Name)
                    .AddOtlpExporter(exporter =>
                    {
                        exporter.Endpoint = collector;
                        exporter.Protocol = OtlpExportProtocol.HttpProtobuf;
                    })
            );
        }
        return services;
    }

    /// <summary>
    /// Meters are found by name in the whole process; those of another host in it are not ours to show.
    /// </summary>
    private static MeterProviderBuilder AddOwnOnly(this MeterProviderBuilder metrics) =>
        ((IDeferredMeterProviderBuilder)metrics).Configure(
            (services, builder) =>
            {
                var own = services.GetRequiredService<IMeterFactory>();
                builder.AddView(instrument =>
                    instrument.Meter.Name == Telemetry.Name && instrument.Meter.Scope != own
                        ? MetricStreamConfiguration.Drop
                        : new MetricStreamConfiguration { CardinalityLimit = MostSeries }
                );
            }
        );
}
