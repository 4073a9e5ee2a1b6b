using AlertBot.Localization;
using AlertBot.Subscriptions.Commands;
using Telegram.Bot.Types;

namespace AlertBot.Channels.Telegram.Receiving;

/// <summary>
/// A menu of commands as Telegram shows it beside the input, by kind of chat and language of the reader's client. Menus
/// only offer: who may do what is checked when a command comes.
/// </summary>
/// <param name="Scope">The kind of chat.</param>
/// <param name="Language">Null: for every language without a menu of its own.</param>
/// <param name="Commands">At most 100 (Bot API, setMyCommands, read 2026-11-23).</param>
internal sealed record TelegramMenu(BotCommandScope Scope, Language? Language, IReadOnlyList<BotCommand> Commands)
{
    /// <summary>A channel is subscribed from a private chat.</summary>
    private const string PrivateOnly = "channel";

    /// <summary>What would change when the menu does.</summary>
    public string Words =>
        $"{Scope.Type} {Language} {string.Join(' ', Commands.Select(c => $"{c.Command}={c.Description}"))}";

    public static IReadOnlyList<TelegramMenu> All() =>
        [
            .. from scope in (BotCommandScope[])
                [
                    BotCommandScope.Default(),
                    BotCommandScope.AllPrivateChats(),
                    BotCommandScope.AllGroupChats(),
                    BotCommandScope.AllChatAdministrators(),
                ]
            from language in (Language?[])
                [null, AlertBot.Localization.Language.Arabic, AlertBot.Localization.Language.French]
            select new TelegramMenu(scope, language, In(scope, language ?? AlertBot.Localization.Language.English)),
        ];

    private static List<BotCommand> In(BotCommandScope scope, Language language) =>
        [
            .. CommandDefinition
                .In(CommandMenus.Telegram)
                .Where(command =>
                    scope switch
                    {
                        BotCommandScopeAllGroupChats => command.Menus.HasFlag(CommandMenus.Members),
                        BotCommandScopeAllChatAdministrators => command.Verb != PrivateOnly,
                        _ => true,
                    }
                )
                .Select(command => new BotCommand(command.Verb, ChatTexts.For(language).Commands[command.Verb])),
        ];
}
