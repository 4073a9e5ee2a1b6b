using System.Text.Json;
using AlertBot.Chats;
using AlertBot.Localization;

namespace AlertBot.Subscriptions.Commands;

/// <summary>Answers commands; the networks only carry them here and the answer back.</summary>
internal sealed class ChatCommands
{
    /// <summary>The word that confirms what cannot be undone; buttons say it.</summary>
    private const string Sure = "yes";

    private static readonly string[] Changing = ["subscribe", "unsubscribe", "p", "stop"];

    /// <summary>With words they change something, without they show how things stand.</summary>
    private static readonly string[] ChangingWithWords =
    [
        "language",
        "digest",
        "quiet",
        "zone",
        "start",
        "atleast",
        "each",
        "summary",
    ];

    private readonly SubscriptionStore _store;
    private readonly ChatLifecycle _chats;
    private readonly Dictionary<string, Func<CommandContext, CancellationToken, Task<Reply>>> _answers;

    public ChatCommands(
        SubscriptionStore store,
        ChatLifecycle chats,
        TopicCommands topics,
        TimeCommands times,
        ReportCommands reports,
        ZoneCommand zones,
        WhyCommand why,
        LatestCommand latest,
        TestCommand test
    )
    {
        (_store, _chats) = (store, chats);
        _answers = new()
        {
            // A deep link carries letters, digits, - and _ only; several topics are joined by the last.
            ["start"] = (context, ct) =>
                context.Words.Length > 0
                    ? topics.SubscribeAsync(context, context.Words.Replace('_', ' '), ct)
                    : Task.FromResult(topics.Start(context)),
            ["help"] = (context, _) => Task.FromResult(context.Reply(context.Texts.Help)),
            ["topics"] = (context, _) => Task.FromResult(topics.List(context)),
            ["p"] = topics.PickAsync,
            ["subscribe"] = (context, ct) =>
                context.Words.Length > 0
                    ? topics.SubscribeAsync(context, context.Words, ct)
                    : Task.FromResult(topics.List(context)),
            ["unsubscribe"] = topics.UnsubscribeAsync,
            ["status"] = (context, _) => Task.FromResult(topics.Status(context)),
            ["language"] = LanguageAsync,
            ["digest"] = times.DigestAsync,
            ["quiet"] = times.QuietAsync,
            ["atleast"] = reports.AtLeastAsync,
            ["each"] = reports.EachAsync,
            ["summary"] = reports.SummaryAsync,
            ["zone"] = zones.ZoneAsync,
            ["why"] = why.WhyAsync,
            ["latest"] = latest.LatestAsync,
            ["test"] = (context, _) => Task.FromResult(test.Test(context)),
            ["export"] = ExportAsync,
            ["stop"] = StopAsync,
        };
    }

    public static bool Knows(string verb) =>
        verb == "start" || ChatTexts.For(Language.English).Commands.ContainsKey(verb);

    public async Task<Reply> AnswerAsync(ChatCommand command, CancellationToken ct)
    {
        var known = await _store.FindAsync(command.Chat, ct);
        var subscription = known
            ?? new Subscription
            {
                Chat = command.Chat,
                Topics = [],
                Language = command.WriterLanguage ?? Language.English,
            };
        var context = new CommandContext(command, subscription, known is not null);
        if (Refusal(context) is { } refusal)
            return context.Reply(refusal) with { IsRefusal = true };
        return _answers.TryGetValue(command.Verb, out var answer)
            ? await answer(context, ct)
            : context.Reply($"{context.Texts.Unknown}\n\n{context.Texts.Help}");
    }

    /// <summary>Why the command may not be carried out; null when it may.</summary>
    private static string? Refusal(CommandContext context)
    {
        var (command, subscription) = (context.Command, context.Subscription);
        var changes =
            Changing.Contains(command.Verb)
            || (ChangingWithWords.Contains(command.Verb) && command.Words.Length > 0 && !ZoneCommand.IsPage(command));
        if (!changes && command.Verb != "export")
            return null;
        return !command.MayChange ? context.Texts.OnlyAdmins
            : subscription.ByOperator && changes && command.Verb != "language" ? context.Texts.ByOperator
            : null;
    }

    private async Task<Reply> LanguageAsync(CommandContext context, CancellationToken ct)
    {
        if (LanguageNames.Parse(context.Words) is not { } language)
            return context.Panel(context.Texts.WhichLanguage, [LanguageChoices(context.Language)]);
        await _store.SaveAsync(context.Subscription with { Language = language }, ct);
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

    private async Task<Reply> ExportAsync(CommandContext context, CancellationToken ct)
    {
        var chat = context.Command.Chat;
        var content = JsonSerializer.SerializeToUtf8Bytes(await _store.ExportAsync(chat, ct), ExportFormat);
        return context.Reply(context.Texts.Exported) with
        {
            Document = new ReplyDocument($"alertbot-{chat}.json".Replace(':', '-').Replace('/', '-'), content),
        };
    }

    /// <summary>What cannot be undone is asked for once more: a slip, or a command somebody was talked into.</summary>
    private async Task<Reply> StopAsync(CommandContext context, CancellationToken ct)
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
        await _chats.ForgetAsync(context.Command.Chat, ct);
        return context.Reply(context.Texts.Stopped) with { Replaces = true };
    }

    private static readonly JsonSerializerOptions ExportFormat = new()
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
}
