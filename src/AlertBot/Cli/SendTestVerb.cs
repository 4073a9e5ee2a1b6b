using System.CommandLine;
using System.Data.Common;
using AlertBot.Channels;
using AlertBot.Chats;
using AlertBot.Configuration;
using AlertBot.Hosting;
using AlertBot.Localization;
using AlertBot.Runtime;
using AlertBot.Storage;
using AlertBot.Subscriptions.Commands;

namespace AlertBot.Cli;

/// <summary><c>send-test</c>: one test message, and in plain words what is wrong if it fails.</summary>
internal static class SendTestVerb
{
    public static Command Command(Terminal terminal)
    {
        var chat = new Argument<string>("CHAT") { Description = $"Where to: {Chat.Example}" };
        var language = new Option<string>("--lang")
        {
            CompletionSources = { "ar", "en", "fr" },
            Description = "ar, en or fr",
            DefaultValueFactory = _ => "en",
        };
        var command = new Command("send-test", "Sends one test message to a chat and says what is wrong if that fails.")
        {
            chat,
            language,
        };
        command.SetAction(
            (parsed, ct) =>
                RunAsync(
                    CommandLine.Folder(parsed),
                    parsed.GetRequiredValue(chat),
                    parsed.GetRequiredValue(language),
                    terminal,
                    ct
                )
        );
        return command;
    }

    private static async Task<int> RunAsync(
        ConfigFolder folder,
        string address,
        string code,
        Terminal terminal,
        CancellationToken ct
    )
    {
        if (!Chat.TryParse(address, out var chat))
            throw new InvalidDataException($"\"{address}\" is no chat; write {Chat.Example}");
        if (LanguageCodes.Parse(code) is not { } language)
            throw new InvalidDataException($"\"{code}\" is no language AlertBot writes; write ar, en or fr");
        using var host = AlertBotHost.Build(folder);
        RequireKnownStore(host.Services);
        if (!host.Services.GetRequiredService<ChannelSet>().TryGet(chat.Channel, out var channel))
            throw new InvalidDataException(
                $"{chat.Channel} is switched off: its token is missing "
                    + $"(ALERTBOT_{char.ToUpperInvariant(chat.Channel[0])}{chat.Channel[1..]}__Token)"
            );
        var outcome = await channel.SendAsync(
            new Message(chat, language, new Notice(ChatTexts.For(language).TestMessage)),
            ct
        );
        var (line, code2) = Words(outcome);
        await (code2 == Exit.Fine ? terminal.Out : terminal.Error).WriteLineAsync(line);
        return code2;
    }

    /// <summary>
    /// A store that cannot be opened keeps nobody from testing a token; one of a newer version would be read wrongly.
    /// </summary>
    private static void RequireKnownStore(IServiceProvider services)
    {
        try
        {
            services.GetRequiredService<Schema>().RequireKnown();
        }
        catch (DbException)
        {
            // "run" and "store check" say what is wrong with it.
        }
    }

    /// <summary>A wrong number, or a chat that the bot has not met: both look alike to it.</summary>
    private static string WhatNext(string why) =>
        why.Contains("chat not found", StringComparison.OrdinalIgnoreCase)
            ? "; write /start to the bot there, or add it to the group, then \"alertbot subscriptions list\" "
                + "shows the chat's "
                + "number once it follows something"
            : "";

    private static (string Line, int Code) Words(DeliveryOutcome outcome) =>
        outcome switch
        {
            DeliveryOutcome.Sent sent => ($"sent; it is message {sent.MessageId}", Exit.Fine),
            DeliveryOutcome.Later { Unsure: true } later => (
                $"no answer came, the message may have arrived: {later.Why}",
                Exit.No
            ),
            DeliveryOutcome.Later later => (
                $"not now, try again in {later.Wait.TotalSeconds:0} s: {later.Why}",
                Exit.No
            ),
            DeliveryOutcome.Moved moved => ($"the chat has moved; use {moved.To}", Exit.No),
            DeliveryOutcome.Gone gone => ($"the chat takes no messages: {gone.Why}{WhatNext(gone.Why)}", Exit.No),
            DeliveryOutcome.Refused { LostRights: true } refused => (
                $"the bot may not write there: {refused.Why}",
                Exit.No
            ),
            DeliveryOutcome.Refused refused => (
                $"the message was refused: {refused.Why}{WhatNext(refused.Why)}",
                Exit.No
            ),
            _ => throw new InvalidOperationException($"{outcome}"),
        };
}
