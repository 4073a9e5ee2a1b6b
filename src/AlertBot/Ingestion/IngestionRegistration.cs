using AlertBot.Feeds.Parsing.Text;

namespace AlertBot.Ingestion;

internal static class IngestionRegistration
{
    public static IServiceCollection AddIngestion(this IServiceCollection services) =>
        services.AddSingleton<LeadsOfTheDay>().AddSingleton<PollIngestor>().AddSingleton<Pipeline>();
}
