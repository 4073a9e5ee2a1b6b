using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using AlertBot.Chats;
using AlertBot.Localization;
using AlertBot.Subscriptions;
using AlertBot.Subscriptions.Briefs;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;
using MimeKit.Utils;

namespace AlertBot.Channels.Mail;

/// <summary>
/// Sends messages to mailboxes by SMTP (RFC 5321). What was sent cannot be edited: a development is a mail that
/// answers the first one, a mere further source is not told. The same message bears the same Message-Id at every try,
/// so that a mail program that gets it twice can tell.
/// </summary>
internal sealed class MailChannel(
    IOptions<MailOptions> options,
    LeaveTokens leaving,
    BriefChart charts,
    TimeProvider clock
) : IChannel
{
    /// <summary>Of a server in trouble; one that puts mail off asks for some minutes (greylisting, RFC 6647).</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(2);

    /// <summary>Until a person has changed settings.</summary>
    private static readonly TimeSpan LongPause = TimeSpan.FromMinutes(5);

    private readonly MailboxAddress _sender = options.Value.Sender();

    public string Name => "mail";

    public TimeSpan PauseAfter(Chat chat) => options.Value.MailboxRest;

    public async Task<DeliveryOutcome> SendAsync(Message message, CancellationToken ct)
    {
        if (message.Target is Target.Edit)
            return new DeliveryOutcome.Refused("a mail cannot be edited");
        var id = IdOf(message);
        using var mail = Compose(message, id, await LeaveLinkAsync(message, ct));
        using var client = new SmtpClient { Timeout = (int)options.Value.SendTimeout.TotalMilliseconds };
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(options.Value.SendTimeout);
        var data = new DataSent();
        try
        {
            if (await ConnectAsync(client, limit.Token) is { } problem)
                return problem;
            await client.SendAsync(mail, limit.Token, data);
            await LeaveAsync(client, limit.Token);
            return new DeliveryOutcome.Sent(id);
        }
        catch (SmtpCommandException e)
        {
            return OutcomeOf(e);
        }
        catch (Exception e) when (IsConnectionFault(e) && !ct.IsCancellationRequested)
        {
            return new DeliveryOutcome.Later(Pause, "the mail server gave no answer", Unsure: data.HasBegun);
        }
    }

    /// <summary>Connects and signs in; what stands in the way, or null.</summary>
    private async Task<DeliveryOutcome?> ConnectAsync(SmtpClient client, CancellationToken ct)
    {
        var (host, port) = (options.Value.Host!, options.Value.Port);
        try
        {
            await client.ConnectAsync(host, port, options.Value.SocketOptions, ct);
        }
        catch (Exception e) when (e is SslHandshakeException or NotSupportedException)
        {
            return new DeliveryOutcome.Later(
                LongPause,
                $"the mail server offers no TLS that can be trusted; see {MailOptions.Section}:Security",
                WholeChannel: true
            );
        }
        if (options.Value.User is not { Length: > 0 } user)
            return null;
        try
        {
            await client.AuthenticateAsync(user, options.Value.Password ?? "", ct);
            return null;
        }
        catch (Exception e) when (e is AuthenticationException or NotSupportedException)
        {
            return new DeliveryOutcome.Later(
                LongPause,
                $"the mail server refuses {MailOptions.Section}:User and its password",
                WholeChannel: true
            );
        }
    }

    /// <summary>The message has been taken: what goes wrong now says nothing of it.</summary>
    private static async Task LeaveAsync(SmtpClient client, CancellationToken ct)
    {
        try
        {
            await client.DisconnectAsync(quit: true, ct);
        }
        catch (Exception e) when (IsConnectionFault(e))
        {
            // It has gone first.
        }
    }

    private static bool IsConnectionFault(Exception e) =>
        e
            is IOException
                or SocketException
                or OperationCanceledException
                or TimeoutException
                or ProtocolException
                or ServiceNotConnectedException;

    private static DeliveryOutcome OutcomeOf(SmtpCommandException e)
    {
        var code = (int)e.StatusCode;
        var isPassing = code < 500;
        return e.ErrorCode switch
        {
            _ when isPassing => new DeliveryOutcome.Later(
                Pause,
                $"the mail server puts it off ({code})",
                ServerFailed: e.ErrorCode == SmtpErrorCode.MessageNotAccepted
            ),
            SmtpErrorCode.SenderNotAccepted => new DeliveryOutcome.Later(
                LongPause,
                $"the mail server takes nothing from {MailOptions.Section}:From ({code})",
                WholeChannel: true
            ),
            // 550 is said of mailboxes that do not exist and of senders whom a server dislikes: it is asked again, ever
            // more rarely, before the subscription ends.
            SmtpErrorCode.RecipientNotAccepted => new DeliveryOutcome.Refused(
                $"the mailbox does not exist or takes nothing ({code})",
                LostRights: true
            ),
            _ => new DeliveryOutcome.Refused($"the mail server refuses the message ({code})"),
        };
    }

    /// <summary>Where the mailbox unsubscribes by one click; null where the world does not reach the page.</summary>
    private async Task<Uri?> LeaveLinkAsync(Message message, CancellationToken ct) =>
        options.Value.PublicUrl is { } page && await leaving.TokenOfAsync(message.Chat, ct) is { } token
            ? new Uri(
                $"{page.AbsoluteUri.TrimEnd('/')}{LeaveTokens.Folder}/{token}?lang={message.Language.Code()}",
                UriKind.Absolute
            )
            : null;

    private MimeMessage Compose(Message message, string id, Uri? leave)
    {
        var mail = new MimeMessage { Date = clock.GetUtcNow(), Subject = MailText.Subject(message) };
        mail.From.Add(_sender);
        mail.To.Add(new MailboxAddress(name: null, message.Chat.Address));
        mail.MessageId = id;
        if (message.Target is Target.Reply { MessageId: var answered })
        {
            mail.InReplyTo = answered;
            mail.References.Add(answered);
        }
        if (message.Content is Alert { Urgency: Rules.Urgency.High })
            mail.Importance = MessageImportance.High;
        // RFC 3834: no answering machine shall answer.
        mail.Headers.Add("Auto-Submitted", "auto-generated");
        mail.Headers.Add("List-Id", $"AlertBot <alertbot.{_sender.Domain}>");
        AddUnsubscribe(mail, message, leave);
        mail.Headers.Add(HeaderId.ContentLanguage, message.Language.Code());
        mail.Body = BodyOf(message, leave);
        return mail;
    }

    /// <summary>
    /// What a mail program's "unsubscribe" does: by one click (RFC 8058) where there is an address for it, or a mail to
    /// the sender (RFC 2369).
    /// </summary>
    private void AddUnsubscribe(MimeMessage mail, Message message, Uri? leave)
    {
        var write =
            $"<mailto:{Uri.EscapeDataString(_sender.Address)}?subject=unsubscribe%20"
            + $"{Uri.EscapeDataString(message.Chat.Address)}>";
        mail.Headers.Add(HeaderId.ListUnsubscribe, leave is null ? write : $"<{leave.AbsoluteUri}>, {write}");
        if (leave is not null)
            mail.Headers.Add("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
    }

    private MimeEntity BodyOf(Message message, Uri? leave)
    {
        var body = new BodyBuilder { TextBody = MailText.Plain(message, _sender.Address, leave) };
        string? picture = null;
        if (charts.Draw(message) is { } chart)
        {
            var part = body.LinkedResources.Add(chart.Name, chart.Content.ToArray(), new ContentType("image", "png"));
            picture = part.ContentId = MimeUtils.GenerateMessageId(_sender.Domain);
        }
        body.HtmlBody = MailText.Html(message, _sender.Address, leave, picture);
        return body.ToMessageBody();
    }

    /// <summary>The same for every try of one message in one mailbox, of which it tells nothing.</summary>
    private string IdOf(Message message)
    {
        if (message.Key is not { } key)
            return $"{Guid.CreateVersion7(clock.GetUtcNow()):N}@{_sender.Domain}";
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{message.Chat}/{key}"));
        return $"{Convert.ToHexStringLower(hash.AsSpan(0, 16))}@{_sender.Domain}";
    }

    /// <summary>Whether any of the message's own bytes have left: before that it has surely not been taken.</summary>
    private sealed class DataSent : ITransferProgress
    {
        public bool HasBegun { get; private set; }

        public void Report(long bytesTransferred, long totalSize) => HasBegun = true;

        public void Report(long bytesTransferred) => HasBegun = true;
    }
}
