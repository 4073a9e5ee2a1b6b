using System.Diagnostics;
using System.Text;
using System.Text.Json;
using AlertBot.Tests.Support;
using MimeKit;

namespace AlertBot.Tests.Channels;

/// <summary>Mail by a server that is not ours: what it took is what a reader's mailbox would hold.</summary>
[MachineSuite]
public sealed class MailServerTests
{
    [Fact]
    public async Task An_Arabic_alert_reaches_a_mailbox_whole()
    {
        MachineNeed.PythonSmtp.Require();
        var ct = TestContext.Current.CancellationToken;
        using var server = Process.Start(
            new ProcessStartInfo(MachineNeed.PythonProgram, [Repository.PathOf("tests/clients/mail_server.py")])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
            }
        )!;
        await using var bot = await TestBot.CreateAsync(
            subscriptions: "subscriptions:\n"
                + "  - {chat: \"mail:desk@mission.example\", topics: [all], send: all, lang: ar}\n",
            feeds: "الميناء"
        );
        bot.More["Mail:Host"] = "127.0.0.1";
        bot.More["Mail:Port"] = await server.StandardOutput.ReadLineAsync(ct);
        bot.More["Mail:Security"] = "none";
        bot.More["Mail:From"] = "مكتب الإنذار <alerts@desk.example>";
        await bot.RestartAsync();
        bot.Feeds.Serve("الميناء", Some.Rss(("الهدنة صامدة في سرت مع انسحاب الطرفين", 5)));

        await bot.PollAsync();
        await bot.DeliverAsync();
        var taken = JsonDocument.Parse((await server.StandardOutput.ReadLineAsync(ct))!).RootElement;
        server.StandardInput.Close();
        await server.WaitForExitAsync(ct);

        using var stream = new MemoryStream(Encoding.Latin1.GetBytes(taken.GetProperty("text").GetString()!));
        using var mail = await MimeMessage.LoadAsync(stream, ct);
        Assert.Equal("alerts@desk.example", taken.GetProperty("from").GetString());
        Assert.Equal("desk@mission.example", taken.GetProperty("to")[0].GetString());
        Assert.Equal("مكتب الإنذار", Assert.Single(mail.From.Mailboxes).Name);
        Assert.EndsWith("الهدنة صامدة في سرت مع انسحاب الطرفين", mail.Subject, StringComparison.Ordinal);
        Assert.Contains("الهدنة صامدة في سرت", mail.TextBody, StringComparison.Ordinal);
        Assert.Contains("dir=\"rtl\"", mail.HtmlBody, StringComparison.Ordinal);
    }
}
