namespace AlertBot.Search;

internal static class SearchRegistration
{
    public static IServiceCollection AddSearch(this IServiceCollection services) =>
        services.AddSingleton<SearchIndex>().AddSingleton<SearchReader>().AddSingleton<EntrySearch>();
}
