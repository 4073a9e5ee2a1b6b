using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using AlertBot.Chats;
using AlertBot.Localization;

namespace AlertBot.Subscriptions.Commands.Arguments;

/// <summary>
/// What the buttons of a search carry of its question, which is longer than a button may be. The question itself is
/// read back from the heading above the buttons, so that nothing of what people write is kept, and buttons work after a
/// restart; the key says whether it was read back whole.
/// </summary>
internal static partial class SearchKey
{
    /// <summary>The heading is the first line, below the name of a channel that is managed from elsewhere.</summary>
    private const int MostLines = 2;

    /// <summary>The key of a question in a chat.</summary>
    public static string Of(Chat chat, string question) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{chat}\n{question}")))[..12];

    /// <summary>The question of that key above the button that was pressed; null when it is not there.</summary>
    public static string? FindQuestion(ChatCommand pressed, string key) =>
        (pressed.AboutText ?? "")
            .Split('\n')
            .Take(MostLines)
            .SelectMany(line => InHeading(line.TrimStart(SafeText.RightToLeft)))
            .SelectMany(shown => (string[])[shown, Escape().Replace(shown, "$1")])
            .FirstOrDefault(question => Of(pressed.Chat, question) == key);

    /// <summary>What stands in the heading's place for the question, in whatever language it was.</summary>
    private static IEnumerable<string> InHeading(string line) =>
        from language in LanguageCodes.All
        from heading in (string[])[ChatTexts.For(language).SearchFound, ChatTexts.For(language).SearchNone]
        let around = SafeText.Fill(heading, "\n").Split('\n')
        where line.Length > around[0].Length + around[1].Length
        where line.StartsWith(around[0], StringComparison.Ordinal) && line.EndsWith(around[1], StringComparison.Ordinal)
        select line[around[0].Length..^around[1].Length];

    /// <summary>Discord's mark before a sign that would mean something else.</summary>
    [GeneratedRegex(@"\\([!-/:-@\[-`{-~])", RegexOptions.CultureInvariant)]
    private static partial Regex Escape();
}
