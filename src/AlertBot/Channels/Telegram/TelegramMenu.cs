using AlertBot.Config;
using AlertBot.Subscriptions;
using Telegram.Bot.Types;

namespace AlertBot.Channels.Telegram;

/// <summary>The menu of commands Telegram shows beside the input.</summary>
internal static class TelegramMenu
{
    public static IReadOnlyList<BotCommand> In(Language language) =>
        [.. ChatTexts.For(language).Commands.Select(command => new BotCommand(command.Key, command.Value))];
}
