namespace AlertBot.Stories;

internal static class StoriesRegistration
{
    public static IServiceCollection AddStories(this IServiceCollection services) =>
        services.AddSingleton<StoryStore>().AddSingleton<StoryGrouper>();
}
