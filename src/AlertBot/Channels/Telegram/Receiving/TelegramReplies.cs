using System.Globalization;
using AlertBot.Channels.Telegram.Api;
using AlertBot.Channels.Telegram.Sending;
using AlertBot.Chats;
using AlertBot.Localization;
using AlertBot.Storage;
using AlertBot.Subscriptions.Commands;
using Telegram.Bot;
using Telegram.Bot.Exceptions;
using Telegram.Bot.Types;
using TelegramChat = Telegram.Bot.Types.Chat;
using TelegramMessage = Telegram.Bot.Types.Message;

namespace AlertBot.Channels.Telegram.Receiving;

/// <summary>
/// Sends the answers to commands. They are no part of the outbox: an answer that is lost can be asked for again.
/// </summary>
internal sealed class TelegramReplies(
    TelegramClient telegram,
    SendRateLimiter pace,
    Database database,
    IChatPauses pauses,
    TimeProvider clock,
    IOptions<TelegramOptions> options,
    ILogger<TelegramReplies> log
)
{
    /// <summary>Captions of files (Bot API, sendDocument, read 2026-11-23).</summary>
    private const int MostCaption = 1024;

    /// <summary>Of the small window over a pressed button (Bot API, answerCallbackQuery, read 2026-11-23).</summary>
    private const int MostNotice = 200;

    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(60);

    /// <summary>For writing down that a chat was just written to.</summary>
    private static readonly TimeSpan LongestPauseWrite = TimeSpan.FromSeconds(10);

    /// <summary>Below the message that asked.</summary>
    public async Task SendAsync(TelegramMessage asked, Reply reply, long? target, bool answers, CancellationToken ct)
    {
        int? thread = asked.IsTopicMessage ? asked.MessageThreadId : null;
        var parameters = answers ? new ReplyParameters { MessageId = asked.Id, AllowSendingWithoutReply = true } : null;
        await TryAsync(
            asked.Chat,
            async () =>
            {
                if (reply.Document is { IsPicture: false } document)
                {
                    using var content = new MemoryStream(document.Content.ToArray());
                    await telegram.Bot.SendDocument(
                        asked.Chat.Id,
                        InputFile.FromStream(content, document.Name),
                        TextOf(reply, MostCaption),
                        replyParameters: parameters,
                        messageThreadId: thread,
                        cancellationToken: ct
                    );
                    return;
                }
                await telegram.Bot.SendMessage(
                    asked.Chat.Id,
                    TextOf(reply, TelegramMarkup.MostVisible),
                    replyParameters: parameters,
                    replyMarkup: TelegramKeyboard.Render(reply.Choices, target),
                    messageThreadId: thread,
                    linkPreviewOptions: new LinkPreviewOptions { IsDisabled = true },
                    cancellationToken: ct
                );
            },
            ct
        );
        if (reply.Document is { IsPicture: true } picture)
            await SendPictureAsync(asked.Chat, picture, thread, ct);
    }

    /// <summary>Below the text, which stands whatever comes of the picture.</summary>
    private Task SendPictureAsync(TelegramChat chat, ReplyDocument picture, int? thread, CancellationToken ct) =>
        TryAsync(
            chat,
            async () =>
            {
                using var content = new MemoryStream(picture.Content.ToArray());
                await telegram.Bot.SendPhoto(
                    chat.Id,
                    InputFile.FromStream(content, picture.Name),
                    messageThreadId: thread,
                    cancellationToken: ct
                );
            },
            ct
        );

    /// <summary>
    /// To a chat where nobody asked. Telegram refuses it in private where they never wrote to the bot.
    /// </summary>
    public Task SendUnaskedAsync(long chat, Reply reply, long? target, CancellationToken ct) =>
        TryAsync(
            new TelegramChat { Id = chat },
            () =>
                telegram.Bot.SendMessage(
                    chat,
                    TextOf(reply, TelegramMarkup.MostVisible),
                    replyMarkup: TelegramKeyboard.Render(reply.Choices, target),
                    linkPreviewOptions: new LinkPreviewOptions { IsDisabled = true },
                    cancellationToken: ct
                ),
            ct
        );

    /// <summary>In place of the message whose button was pressed.</summary>
    public Task ReplaceAsync(TelegramMessage pressed, Reply reply, long? target, CancellationToken ct) =>
        TryAsync(
            pressed.Chat,
            () =>
                telegram.Bot.EditMessageText(
                    pressed.Chat.Id,
                    pressed.Id,
                    TextOf(reply, TelegramMarkup.MostVisible),
                    replyMarkup: TelegramKeyboard.Render(reply.Choices, target),
                    linkPreviewOptions: new LinkPreviewOptions { IsDisabled = true },
                    cancellationToken: ct
                ),
            ct
        );

    /// <summary>
    /// Stops the button's clock, with a notice over it that only the presser sees, if there is one to give.
    /// </summary>
    public async Task AcknowledgeAsync(CallbackQuery pressed, Reply? notice, CancellationToken ct)
    {
        try
        {
            await telegram.Bot.AnswerCallbackQuery(
                pressed.Id,
                notice is null ? null : TextOf(notice, MostNotice),
                showAlert: notice is not null,
                cancellationToken: ct
            );
        }
        catch (RequestException)
        {
            // Too late, or no network: the clock on the button stops by itself.
        }
    }

    /// <summary>A flood is waited out once; a message that stands already as it should is fine.</summary>
    private async Task TryAsync(TelegramChat chat, Func<Task> send, CancellationToken ct)
    {
        for (var isLast = false; ; isLast = true)
        {
            await pace.WaitAsync(ct);
            try
            {
                await send();
                // The answer stands in the chat: were a fault of the store let through, it would be sent again and
                // again. Without the pause the outbox may meet the chat's limit, and waits then.
                if (!await Database.TryAsync(token => PauseAsync(chat, token), LongestPauseWrite, ct))
                    log.PauseNotStored();
                return;
            }
            catch (ApiRequestException e)
                when (!isLast
                    && e is { ErrorCode: 429, Parameters.RetryAfter: { } wait }
                    && wait <= LongestWait.TotalSeconds
                )
            {
                await Task.Delay(TimeSpan.FromSeconds(wait), clock, ct);
            }
            catch (ApiRequestException e) when (TelegramOutcomes.IsUnchanged(e))
            {
                return;
            }
            catch (Exception e)
                when (e is RequestException or OperationCanceledException && !ct.IsCancellationRequested)
            {
                // The command is carried out; its answer can be asked for again with /status.
                log.AnswerNotSent(e.GetType().Name);
                return;
            }
        }
    }

    /// <summary>
    /// An answer counts in the chat's limits like any message: what waits in the outbox for the chat waits that long.
    /// </summary>
    private Task PauseAsync(TelegramChat chat, CancellationToken ct)
    {
        var rest = chat.Id < 0 ? options.Value.GroupRest : options.Value.ChatRest;
        return database.WriteAsync(
            tx =>
                pauses.PauseAsync(
                    tx,
                    new AlertBot.Chats.Chat("telegram", chat.Id.ToString(CultureInfo.InvariantCulture)),
                    clock.GetUtcNow() + rest,
                    ct
                ),
            ct
        );
    }

    private static string TextOf(Reply reply, int most) =>
        SafeText.Cut(ChatTexts.Directed(reply.Language, reply.Text), most);
}
