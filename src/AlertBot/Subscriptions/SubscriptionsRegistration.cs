using AlertBot.Chats;
using AlertBot.Storage;
using AlertBot.Subscriptions.Briefs;
using AlertBot.Subscriptions.Commands;
using AlertBot.Subscriptions.Sharing;

namespace AlertBot.Subscriptions;

internal static class SubscriptionsRegistration
{
    public static IServiceCollection AddSubscriptions(this IServiceCollection services) =>
        services
            .AddSingleton<SubscriptionStore>()
            .AddSingleton<LeaveTokens>()
            .AddSingleton<ChatExport>()
            .AddSingleton<IChatRecords>(provider => provider.GetRequiredService<SubscriptionStore>())
            .AddSingleton<IDatedRecords>(provider => provider.GetRequiredService<SubscriptionStore>())
            .AddSingleton<DeliveredMessages>()
            .AddSingleton<CurrentFollows>()
            .AddSingleton<FollowPreview>()
            .AddSingleton<TopicCommands>()
            .AddSingleton<TimeCommands>()
            .AddSingleton<ReportCommands>()
            .AddSingleton<FilterCommands>()
            .AddSingleton<ZoneCommand>()
            .AddSingleton<WhyCommand>()
            .AddSingleton<LatestCommand>()
            .AddSingleton<SearchCommand>()
            .AddSingleton<BriefStore>()
            .AddSingleton<BriefComposer>()
            .AddSingleton<BriefChart>()
            .AddSingleton<BriefCommand>()
            .AddSingleton<FollowCommands>()
            .AddSingleton<FeedbackStore>()
            .AddSingleton<IDatedRecords>(provider => provider.GetRequiredService<FeedbackStore>())
            .AddSingleton<FeedbackCommand>()
            .AddSingleton<ShareStore>()
            .AddSingleton<IChatRecords>(provider => provider.GetRequiredService<ShareStore>())
            .AddSingleton<IDatedRecords>(provider => provider.GetRequiredService<ShareStore>())
            .AddSingleton<ShareCommand>()
            .AddSingleton<PreviewCommand>()
            .AddSingleton<MuteCommands>()
            .AddSingleton<TestCommand>()
            .AddSingleton<ChatDataCommands>()
            .AddSingleton<CommandHandlers>()
            .AddSingleton<ChatCommands>();
}
