using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using AlertBot.Channels.Telegram.Api;
using AlertBot.Localization;
using AlertBot.Storage;
using Telegram.Bot;
using Telegram.Bot.Types;

namespace AlertBot.Channels.Telegram.Receiving;

/// <summary>
/// What is said once at start: proves the token, takes a webhook off (it would exclude long polling), sets the menus of
/// commands.
/// </summary>
internal sealed class TelegramIntroduction(
    TelegramClient telegram,
    KeyValueStore cursors,
    ILogger<TelegramIntroduction> log
)
{
    public async Task<User> IntroduceAsync(CancellationToken ct)
    {
        var me = await telegram.Bot.GetMe(ct);
        await telegram.Bot.DeleteWebhook(cancellationToken: ct);
        await SetMenusAsync(me, ct);
        log.Receiving(me.Username);
        return me;
    }

    /// <summary>Only when they are not those set last: menus seldom change, starts are many.</summary>
    private async Task SetMenusAsync(User me, CancellationToken ct)
    {
        var menus = TelegramMenu.All();
        var cursor = $"telegram:{me.Id.ToString(CultureInfo.InvariantCulture)}:menus";
        var now = BitConverter.ToInt64(
            SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', menus.Select(m => m.Words))))
        );
        if (await cursors.ReadAsync(cursor, ct) == now)
            return;
        foreach (var menu in menus)
            await telegram.Bot.SetMyCommands(menu.Commands, menu.Scope, menu.Language?.Code(), ct);
        await cursors.WriteAsync(cursor, now, ct);
    }
}
