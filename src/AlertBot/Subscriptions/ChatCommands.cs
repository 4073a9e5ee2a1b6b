using System.Text.Json;
using AlertBot.Config;
using AlertBot.Subscriptions.Commands;

namespace AlertBot.Subscriptions;

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
    private readonly Dictionary<string, Func<Asking, CancellationToken, Task<Reply>>> _answers;

    public ChatCommands(
        SubscriptionStore store,
        TopicCommands topics,
        TimeCommands times,
        ReportCommands reports,
        ZoneCommand zones,
        WhyCommand why,
        LatestCommand latest,
        TestCommand test
    )
    {
        _store = store;
        _answers = new()
        {
            // A deep link carries letters, digits, - and _ only; several topics are joined by the last.
            ["start"] = (asking, ct) =>
                asking.Words.Length > 0
                    ? topics.SubscribeAsync(asking, asking.Words.Replace('_', ' '), ct)
                    : Task.FromResult(topics.Start(asking)),
            ["help"] = (asking, _) => Task.FromResult(asking.Reply(asking.Texts.Help)),
            ["topics"] = (asking, _) => Task.FromResult(topics.List(asking)),
            ["p"] = topics.PickAsync,
            ["subscribe"] = (asking, ct) =>
                asking.Words.Length > 0
                    ? topics.SubscribeAsync(asking, asking.Words, ct)
                    : Task.FromResult(topics.List(asking)),
            ["unsubscribe"] = topics.UnsubscribeAsync,
            ["status"] = (asking, _) => Task.FromResult(topics.Status(asking)),
            ["language"] = LanguageAsync,
            ["digest"] = times.DigestAsync,
            ["quiet"] = times.QuietAsync,
            ["atleast"] = reports.AtLeastAsync,
            ["each"] = reports.EachAsync,
            ["summary"] = reports.SummaryAsync,
            ["zone"] = zones.ZoneAsync,
            ["why"] = why.WhyAsync,
            ["latest"] = latest.LatestAsync,
            ["test"] = (asking, _) => Task.FromResult(test.Test(asking)),
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
        var asking = new Asking(command, subscription, known is not null);
        if (Refusal(asking) is { } refusal)
            return asking.Reply(refusal) with { IsRefusal = true };
        return _answers.TryGetValue(command.Verb, out var answer)
            ? await answer(asking, ct)
            : asking.Reply($"{asking.Texts.Unknown}\n\n{asking.Texts.Help}");
    }

    /// <summary>Why the command may not be carried out; null when it may.</summary>
    private static string? Refusal(Asking asking)
    {
        var (command, subscription) = (asking.Command, asking.Subscription);
        var changes =
            Changing.Contains(command.Verb)
            || (ChangingWithWords.Contains(command.Verb) && command.Words.Length > 0 && !ZoneCommand.IsPage(command));
        if (!changes && command.Verb != "export")
            return null;
        return !command.MayChange ? asking.Texts.OnlyAdmins
            : subscription.ByOperator && changes && command.Verb != "language" ? asking.Texts.ByOperator
            : null;
    }

    private async Task<Reply> LanguageAsync(Asking asking, CancellationToken ct)
    {
        if (LanguageNames.Read(asking.Words) is not { } language)
            return asking.Panel(asking.Texts.WhichLanguage, [LanguageChoices(asking.Language)]);
        await _store.SaveAsync(asking.Subscription with { Language = language }, ct);
        return new Reply(language, ChatTexts.For(language).LanguageSet)
        {
            Choices = [LanguageChoices(language)],
            Replaces = true,
        };
    }

    private static List<Choice> LanguageChoices(Language current) =>
        [
            .. LanguageCodes.All.Select(language => new Choice(
                Ticked.Label(ChatTexts.For(language).OwnName, language == current),
                $"language {language.Code()}"
            )),
        ];

    private async Task<Reply> ExportAsync(Asking asking, CancellationToken ct)
    {
        var chat = asking.Command.Chat;
        var content = JsonSerializer.SerializeToUtf8Bytes(await _store.ExportAsync(chat, ct), ExportFormat);
        return asking.Reply(asking.Texts.Exported) with
        {
            Document = new ReplyDocument($"alertbot-{chat}.json".Replace(':', '-').Replace('/', '-'), content),
        };
    }

    /// <summary>What cannot be undone is asked for once more: a slip, or a command somebody was talked into.</summary>
    private async Task<Reply> StopAsync(Asking asking, CancellationToken ct)
    {
        if (!asking.Words.Equals(Sure, StringComparison.OrdinalIgnoreCase))
            return asking.Panel(
                asking.Texts.StopSure,
                [
                    [new Choice(asking.Texts.Buttons["stop"], $"stop {Sure}")],
                ]
            ) with
            {
                Replaces = false,
            };
        await _store.ForgetAsync(asking.Command.Chat, ct);
        return asking.Reply(asking.Texts.Stopped) with { Replaces = true };
    }

    private static readonly JsonSerializerOptions ExportFormat = new()
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
}
