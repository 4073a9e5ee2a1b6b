using AlertBot.Localization;
using AlertBot.Rules.Words;

namespace AlertBot.Subscriptions.Commands.Arguments;

/// <summary>The words on the buttons, for who types them instead of pressing.</summary>
internal static class ButtonWords
{
    private static readonly Dictionary<string, string> Commands = LanguageCodes
        .All.Select(ChatTexts.For)
        .SelectMany(texts =>
            ((string Label, string Command)[])
                [
                    (texts.Buttons["topics"], "topics"),
                    (texts.Buttons["language"], "language"),
                    (texts.Buttons["digest"], "digest"),
                    (texts.Buttons["quiet"], "quiet"),
                    (texts.Buttons["stop"], "stop"),
                    (texts.Buttons["now"], "digest off"),
                    (texts.Buttons["no-quiet"], "quiet hours off"),
                    (texts.Buttons["no-days"], "quiet days off"),
                    (texts.Buttons["urgent"], "quiet urgent on"),
                    (texts.Buttons["first-sight"], "atleast off"),
                    (texts.Buttons["one-per-story"], "each off"),
                    (texts.Buttons["each-report"], "each on"),
                    (texts.Buttons["no-summary"], "summary off"),
                    (texts.Buttons["usual-length"], "summary default"),
                    (texts.AllTopics, "subscribe all"),
                    (texts.WhyButton, "why"),
                ]
        )
        .Select(button => (Label: Folding.Letters(button.Label), button.Command))
        .DistinctBy(button => button.Label)
        .ToDictionary(button => button.Label, button => button.Command, StringComparer.Ordinal);

    /// <summary>The command of the button that is labelled so; null where there is none.</summary>
    public static string? Find(string words) => Commands.GetValueOrDefault(Folding.Letters(words));
}
