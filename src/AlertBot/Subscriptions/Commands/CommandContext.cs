using AlertBot.Chats;
using AlertBot.Localization;

namespace AlertBot.Subscriptions.Commands;

/// <summary>A command and what is known of the chat it came from.</summary>
/// <param name="Command">The command.</param>
/// <param name="Subscription">The chat's subscription; for a chat that has none, an empty one.</param>
/// <param name="IsKnown">Whether the subscription stands in the store.</param>
internal sealed record CommandContext(ChatCommand Command, Subscription Subscription, bool IsKnown)
{
    public Language Language => Subscription.Language;

    public ChatTexts Texts => ChatTexts.For(Language);

    public string Words => Command.Words;

    public Reply Reply(string text) => new(Language, text);

    /// <summary>
    /// An answer with buttons, which is kept up to date as they are pressed. Who may not change anything gets none.
    /// </summary>
    public Reply Panel(string text, IEnumerable<IReadOnlyList<Choice>> choices, bool forAnyone = false) =>
        new(Language, text) { Choices = forAnyone || Command.MayChange ? [.. choices] : [], Replaces = true };
}
