using AlertBot.Chats;
using AlertBot.Configuration;
using AlertBot.Localization;
using AlertBot.Subscriptions.Commands.Arguments;

namespace AlertBot.Subscriptions.Commands;

/// <summary>Answers commands; the networks only carry them here and the answer back.</summary>
internal sealed class ChatCommands(SubscriptionStore store, CommandHandlers handlers)
{
    public async Task<Reply> AnswerAsync(ChatCommand command, CancellationToken ct)
    {
        var known = await store.FindAsync(command.Chat, ct);
        var subscription = known
            ?? new Subscription
            {
                Chat = command.Chat,
                Topics = [],
                Language = command.WriterLanguage ?? Language.English,
            };
        var context = new CommandContext(Meant(command), subscription, known is not null);
        if (CommandDefinition.Find(context.Command.Verb) is not { } definition)
            return Unknown(context);
        return Refusal(context, definition) is { } refusal
            ? context.Reply(refusal) with
            {
                IsRefusal = true,
            }
            : await definition.Answer(handlers, context, ct);
    }

    /// <summary>That there is no such command, and which was perhaps meant.</summary>
    public static Reply Unknown(CommandContext context)
    {
        var word = $"{context.Command.Verb} {context.Words}".Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var near =
            word.Length == 0
                ? null
                : Suggestion.Nearest(
                    word[0].TrimStart('/'),
                    CommandDefinition
                        .Every.Where(command => command.Menus != CommandMenus.None)
                        .Select(command => command.Verb)
                );
        return context.Reply(
            near is null ? context.Texts.Unknown : SafeText.Fill(context.Texts.UnknownNear, $"/{near}")
        );
    }

    /// <summary>The command; where it says what a button says, what the button does.</summary>
    private static ChatCommand Meant(ChatCommand command)
    {
        var isKnown = CommandDefinition.Find(command.Verb) is not null;
        var typed = isKnown ? command.Words : $"{command.Verb} {command.Words}";
        if (ButtonWords.Find(typed) is not { } meant)
            return command;
        var parts = meant.Split(' ', 2);
        return isKnown && parts[0] != command.Verb
            ? command
            : command with
            {
                Verb = parts[0],
                Words = parts.Length > 1 ? parts[1] : "",
            };
    }

    /// <summary>Why the command may not be carried out; null when it may.</summary>
    private static string? Refusal(CommandContext context, CommandDefinition definition) =>
        !definition.IsForAdministrators(context.Words) ? null
        : !context.Command.MayChange ? context.Texts.OnlyAdmins
        : context.Subscription.ByOperator && definition.Changes(context.Words) && !definition.IsOpenUnderOperator
            ? context.Texts.ByOperator
        : null;
}
