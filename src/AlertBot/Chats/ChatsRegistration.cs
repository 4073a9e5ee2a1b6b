namespace AlertBot.Chats;

internal static class ChatsRegistration
{
    public static IServiceCollection AddChats(this IServiceCollection services) =>
        services.AddSingleton<ChatLifecycle>();
}
