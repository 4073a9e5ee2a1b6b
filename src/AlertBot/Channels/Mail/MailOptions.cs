using System.ComponentModel.DataAnnotations;
using AlertBot.Configuration;
using MailKit.Security;
using MimeKit;

namespace AlertBot.Channels.Mail;

/// <summary>How the connection to the mail server is secured.</summary>
internal enum MailSecurity
{
    /// <summary>Plain at first, then TLS (port 587); a server that does not offer it is not used.</summary>
    StartTls,

    /// <summary>TLS from the first byte (port 465).</summary>
    Tls,

    /// <summary>None: for a relay on this machine or in a network of one's own.</summary>
    None,
}

/// <summary>
/// Sending by SMTP; section <c>Mail</c>. Without a host the channel is off. docs/mail.md has it in plain words.
/// </summary>
internal sealed class MailOptions
{
    public const string Section = "Mail";

    /// <summary>The server that takes mail from us.</summary>
    public string? Host { get; set; }

    [Range(1, 65535)]
    public int Port { get; set; } = 587;

    public MailSecurity Security { get; set; } = MailSecurity.StartTls;

    /// <summary>The account; left out where the server asks for none.</summary>
    public string? User { get; set; }

    /// <summary>A secret: set it by the environment or by <see cref="PasswordFile"/>.</summary>
    public string? Password { get; set; }

    /// <summary>A file that holds the password, as container secrets are mounted.</summary>
    public string? PasswordFile { get; set; }

    /// <summary>The sender, <c>alerts@example.org</c> or <c>AlertBot &lt;alerts@example.org&gt;</c>.</summary>
    public string? From { get; set; }

    /// <summary>
    /// The web page's address as the world sees it (<c>https://alerts.example.org</c>), for the link that unsubscribes;
    /// without it mails name the sender's address alone.
    /// </summary>
    public Uri? PublicUrl { get; set; }

    /// <summary>What is wrong where the address is none, and what to change.</summary>
    public const string NoPublicUrl =
        $"{Section}:PublicUrl is no https address of a site; write https://HOST, or https://HOST/PATH, or leave it out";

    /// <summary>Whether the address is that of a site, by TLS (RFC 8058), where one is set.</summary>
    public bool IsPublicUrlSound =>
        PublicUrl is null or { IsAbsoluteUri: true, Scheme: "https", Query: "", Fragment: "", UserInfo: "" };

    /// <summary>Longest wait for an answer of the server.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00", ParseLimitsInInvariantCulture = true)]
    public TimeSpan SendTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>Rest of a mailbox after a message.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00", ParseLimitsInInvariantCulture = true)]
    public TimeSpan MailboxRest { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>The sender. Throws <see cref="SettingsException"/> with what to change.</summary>
    public MailboxAddress Sender() =>
        MailboxAddress.TryParse(From, out var sender) && sender.Domain.Length > 0
            ? sender
            : throw new SettingsException(
                $"{Section}:From is missing or no address; set ALERTBOT_{Section}__From to the address that alerts "
                    + "come from, as alerts@example.org"
            );

    public SecureSocketOptions SocketOptions =>
        Security switch
        {
            MailSecurity.Tls => SecureSocketOptions.SslOnConnect,
            MailSecurity.None => SecureSocketOptions.None,
            _ => SecureSocketOptions.StartTls,
        };
}
