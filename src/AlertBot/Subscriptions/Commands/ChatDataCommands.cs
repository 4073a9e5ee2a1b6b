using System.Text.Json;
using AlertBot.Chats;
using AlertBot.Localization;
using AlertBot.Subscriptions.Commands.Arguments;

namespace AlertBot.Subscriptions.Commands;

/// <summary>What is kept of a chat: its language, all of it as a file, and its end.</summary>
internal sealed class ChatDataCommands(SubscriptionStore store, ChatExport export, ChatLifecycle chats)
{
    /// <summary>The word that confirms what cannot be undone; buttons say it.</summary>
    private const string Sure = "yes";

    /// <summary><c>/language WORDS</c>: sets the language, or offers the three.</summary>
    public async Task<Reply> LanguageAsync(CommandContext context, CancellationToken ct)
    {
        if (LanguageNames.Parse(context.Words) is not { } language)
            return context.Panel(context.Texts.WhichLanguage, [LanguageChoices(context.Language)]);
        await store.SaveAsync(context.Subscription with { Language = language }, ct);
        return new Reply(language, ChatTexts.For(language).LanguageSet)
        {
            Choices = [LanguageChoices(language)],
            Replaces = true,
        };
    }

    private static List<Choice> LanguageChoices(Language current) =>
        [
            .. LanguageCodes.All.Select(language => new Choice(
                CheckedChoices.Label(ChatTexts.For(language).OwnName, language == current),
                $"language {language.Code()}"
            )),
        ];

    /// <summary><c>/export</c>: all that is stored of the chat, as a file.</summary>
    public async Task<Reply> ExportAsync(CommandContext context, CancellationToken ct)
    {
        var chat = context.Command.Chat;
        var content = JsonSerializer.SerializeToUtf8Bytes(await export.ComposeAsync(chat, ct), ExportFormat);
        return context.Reply(context.Texts.Exported) with
        {
            Document = new ReplyDocument($"alertbot-{chat}.json".Replace(':', '-').Replace('/', '-'), content),
        };
    }

    /// <summary>What cannot be undone is asked for once more: a slip, or a command somebody was talked into.</summary>
    public async Task<Reply> StopAsync(CommandContext context, CancellationToken ct)
    {
        if (!context.Words.Equals(Sure, StringComparison.OrdinalIgnoreCase))
            return context.Panel(
                context.Texts.StopSure,
                [
                    [new Choice(context.Texts.Buttons["stop"], $"stop {Sure}")],
                ]
            ) with
            {
                Replaces = false,
            };
        await chats.ForgetAsync(context.Command.Chat, ct);
        return context.Reply(context.Texts.Stopped) with { Replaces = true };
    }

    private static readonly JsonSerializerOptions ExportFormat = new()
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
}
