using AlertBot.Chats;
using AlertBot.Localization;

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
        var context = new CommandContext(command, subscription, known is not null);
        if (CommandDefinition.Find(command.Verb) is not { } definition)
            return Unknown(context);
        return Refusal(context, definition) is { } refusal
            ? context.Reply(refusal) with
            {
                IsRefusal = true,
            }
            : await definition.Answer(handlers, context, ct);
    }

    /// <summary>That there is no such command, and which there are.</summary>
    public static Reply Unknown(CommandContext context) =>
        context.Reply($"{context.Texts.Unknown}\n\n{context.Texts.Help}");

    /// <summary>Why the command may not be carried out; null when it may.</summary>
    private static string? Refusal(CommandContext context, CommandDefinition definition) =>
        !definition.IsForAdministrators(context.Words) ? null
        : !context.Command.MayChange ? context.Texts.OnlyAdmins
        : context.Subscription.ByOperator && definition.Changes(context.Words) && !definition.IsOpenUnderOperator
            ? context.Texts.ByOperator
        : null;
}
