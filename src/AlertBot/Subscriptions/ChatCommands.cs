using System.Text.Json;
using AlertBot.Config;
using AlertBot.Subscriptions.Commands;

namespace AlertBot.Subscriptions;

/// <summary>Answers commands; the networks only carry them here and the answer back.</summary>
internal sealed class ChatCommands(
    SubscriptionStore store, TopicCommands topics, TimeCommands times, ZoneCommand zones, WhyCommand why, LatestCommand latest, TestCommand test)
{
    private static readonly string[] Changing = ["subscribe", "unsubscribe", "p", "stop"];

    /// <summary>With words they change something, without they show how things stand.</summary>
    private static readonly string[] ChangingWithWords = ["language", "digest", "quiet", "zone", "start"];

    public static bool Knows(string verb) => verb == "start" || ChatTexts.For(Language.English).Commands.ContainsKey(verb);

    public async Task<Reply> AnswerAsync(ChatCommand command, CancellationToken ct)
    {
        var known = await store.FindAsync(command.Chat, ct);
        var subscription = known ?? new Subscription { Chat = command.Chat, Topics = [], Language = command.WriterLanguage ?? Language.English };
        var asking = new Asking(command, subscription, known is not null);
        return Refusal(asking) is { } refusal ? asking.Reply(refusal) with { IsRefusal = true } : await AnswerAsync(asking, ct);
    }

    private Task<Reply> AnswerAsync(Asking asking, CancellationToken ct) => asking.Command.Verb switch
    {
        "start" when asking.Words.Length > 0 => topics.SubscribeAsync(asking, asking.Words.Replace('_', ' '), ct),
        "start" => Task.FromResult(topics.Start(asking)),
        "help" => Task.FromResult(asking.Reply(asking.Texts.Help)),
        "topics" => Task.FromResult(topics.List(asking)),
        "p" => topics.PickAsync(asking, ct),
        "subscribe" when asking.Words.Length == 0 => Task.FromResult(topics.List(asking)),
        "subscribe" => topics.SubscribeAsync(asking, asking.Words, ct),
        "unsubscribe" => topics.UnsubscribeAsync(asking, ct),
        "status" => Task.FromResult(topics.Status(asking)),
        "language" => LanguageAsync(asking, ct),
        "digest" => times.DigestAsync(asking, ct),
        "quiet" => times.QuietAsync(asking, ct),
        "zone" => zones.ZoneAsync(asking, ct),
        "why" => why.WhyAsync(asking, ct),
        "latest" => latest.LatestAsync(asking, ct),
        "test" => Task.FromResult(test.Test(asking)),
        "export" => ExportAsync(asking, ct),
        "stop" => StopAsync(asking, ct),
        _ => Task.FromResult(asking.Reply($"{asking.Texts.Unknown}\n\n{asking.Texts.Help}")),
    };

    /// <summary>Why the command may not be carried out; null when it may.</summary>
    private static string? Refusal(Asking asking)
    {
        var (command, subscription) = (asking.Command, asking.Subscription);
        var changes = Changing.Contains(command.Verb) || (ChangingWithWords.Contains(command.Verb) && command.Words.Length > 0 && !ZoneCommand.IsPage(command));
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
        await store.SaveAsync(asking.Subscription with { Language = language }, ct);
        return new Reply(language, ChatTexts.For(language).LanguageSet) { Choices = [LanguageChoices(language)], Replaces = true };
    }

    private static List<Choice> LanguageChoices(Language current) =>
        [.. LanguageCodes.All.Select(language => new Choice(Ticked.Label(ChatTexts.For(language).OwnName, language == current), $"language {language.Code()}"))];

    private async Task<Reply> ExportAsync(Asking asking, CancellationToken ct)
    {
        var chat = asking.Command.Chat;
        var content = JsonSerializer.SerializeToUtf8Bytes(await store.ExportAsync(chat, ct), ExportFormat);
        return asking.Reply(asking.Texts.Exported) with { Document = new ReplyDocument($"alertbot-{chat}.json".Replace(':', '-').Replace('/', '-'), content) };
    }

    private async Task<Reply> StopAsync(Asking asking, CancellationToken ct)
    {
        await store.ForgetAsync(asking.Command.Chat, ct);
        return asking.Reply(asking.Texts.Stopped);
    }

    private static readonly JsonSerializerOptions ExportFormat = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
