using AlertBot.Chats;
using AlertBot.Localization;
using AlertBot.Subscriptions.Commands;

namespace AlertBot.Channels;

/// <summary>The buttons below an alert, on networks that have buttons.</summary>
internal static class AlertButtons
{
    /// <summary>Why it came; what of it to mute; that it was not for us.</summary>
    /// <param name="language">Of the labels.</param>
    /// <param name="areAllAnswered">
    /// Whether an answer may have buttons of its own; else there is no more than the first, whose answer is words.
    /// </param>
    public static IReadOnlyList<IReadOnlyList<Choice>> For(Language language, bool areAllAnswered)
    {
        var texts = ChatTexts.For(language);
        var why = new Choice(texts.WhyButton, "why");
        return areAllAnswered
            ?
            [
                [why, new Choice(texts.Buttons["mute"], "m"), new Choice(texts.Buttons["wrong"], "wrong")],
            ]
            :
            [
                [why],
            ];
    }
}
