using System.CommandLine;
using System.Text.Json;
using AlertBot.Chats;
using AlertBot.Configuration;
using AlertBot.Hosting;
using AlertBot.Localization;
using AlertBot.RuleTesting;
using AlertBot.Runtime;
using AlertBot.Storage;
using AlertBot.Subscriptions;

namespace AlertBot.Cli;

/// <summary><c>subscriptions</c>: what chats follow, and what is stored on one.</summary>
internal static class SubscriptionsVerb
{
    public static Command Command(Terminal terminal) =>
        new("subscriptions", "Lists, exports and deletes subscriptions.")
        {
            List(terminal),
            OnChat("export", "Everything stored on a chat, as JSON.", async (services, chat, ct) =>
            {
                var export = await services.GetRequiredService<ChatExport>().ComposeAsync(chat, ct);
                await terminal.Out.WriteLineAsync(JsonSerializer.Serialize(export, ReplayAnswer.Format));
                return Exit.Fine;
            }),
            OnChat("delete", "Deletes everything stored on a chat.", async (services, chat, ct) =>
            {
                if (await services.GetRequiredService<SubscriptionStore>().FindAsync(chat, ct) is null)
                {
                    await terminal.Error.WriteLineAsync($"{chat} has no subscription");
                    return Exit.No;
                }
                await services.GetRequiredService<ChatLifecycle>().ForgetAsync(chat, ct);
                return Exit.Fine;
            }),
        };

    private static Command List(Terminal terminal)
    {
        var json = new Option<bool>("--json") { Description = "One JSON line for each chat" };
        var command = new Command("list", "The chats and what they follow.") { json };
        command.SetAction((parsed, ct) => WithStoreAsync(CommandLine.Folder(parsed), async services =>
                {
                    var store = services.GetRequiredService<SubscriptionStore>();
                    foreach (var subscription in await store.ListAsync(ct))
                    {
                        await terminal.Out.WriteLineAsync(
                            parsed.GetValue(json)
                                ? JsonSerializer.Serialize(
                                    new
                                    {
                                        chat = $"{subscription.Chat}",
                                        topics = subscription.Topics,
                                        lang = subscription.Language.Code(),
                                        subscription.ByOperator,
                                    },
                                    ReplayAnswer.Format
                                )
                                : $"{subscription.Chat, -32} {subscription.Language.Code()} "
                                    + $"{string.Join(' ', subscription.Topics)}"
                        );
                    }
                    return Exit.Fine;
                }));
        return command;
    }

    private static Command OnChat(
        string name,
        string description,
        Func<IServiceProvider, Chat, CancellationToken, Task<int>> act
    )
    {
        var address = new Argument<string>("CHAT") { Description = Chat.Example };
        var command = new Command(name, description) { address };
        command.SetAction(
            (parsed, ct) =>
                Chat.TryParse(parsed.GetValue(address), out var chat)
                    ? WithStoreAsync(CommandLine.Folder(parsed), services => act(services, chat, ct))
                    : throw new InvalidDataException($"\"{parsed.GetValue(address)}\" is no chat; write {Chat.Example}")
        );
        return command;
    }

    private static async Task<int> WithStoreAsync(ConfigFolder folder, Func<IServiceProvider, Task<int>> act)
    {
        using var host = AlertBotHost.Build(folder);
        host.Services.GetRequiredService<Schema>().Upgrade();
        return await act(host.Services);
    }
}
