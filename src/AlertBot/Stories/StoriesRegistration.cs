using AlertBot.Rules;
using AlertBot.Storage;
using AlertBot.Stories.TalksState;

namespace AlertBot.Stories;

internal static class StoriesRegistration
{
    public static IServiceCollection AddStories(this IServiceCollection services) =>
        services
            .AddSingleton<StateReader>(State.ReadForRules)
            .AddSingleton<StoryStore>()
            .AddSingleton<IDatedRecords>(provider => provider.GetRequiredService<StoryStore>())
            .AddSingleton<StoryGrouper>();
}
