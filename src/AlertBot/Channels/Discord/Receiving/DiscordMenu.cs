using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text.Json;
using AlertBot.Channels.Discord.Api;
using AlertBot.Channels.Discord.Sending;
using AlertBot.Storage;

namespace AlertBot.Channels.Discord.Receiving;

/// <summary>
/// Registers the slash commands, all in one go, and only when they are not those that stand: 200 new ones a day are
/// allowed.
/// </summary>
internal sealed class DiscordMenu(DiscordRest rest, KeyValueStore cursors, ILogger<DiscordMenu> log)
{
    public async Task RegisterAsync(string application, CancellationToken ct)
    {
        var wanted = DiscordCommands.All(withArabic: true);
        var (path, cursor, mark) = (
            $"applications/{application}/commands",
            $"discord:commands:{application}",
            Mark(wanted)
        );
        var standing = await rest.GetAsync(new DiscordRoute("GET commands", application), path, ct);
        if (
            await cursors.ReadAsync(cursor, ct) == mark
            && standing is DiscordResponse.Fine fine
            && NamesOf(fine.Body).SetEquals(wanted.Select(c => c.Name))
        )
            return;
        var answer = await PutAsync(path, application, wanted, ct);
        // The documentation's list of locales has no Arabic, the official description has; one unknown locale refuses
        // the whole list.
        if (
            answer is DiscordResponse.Refused { Code: DiscordOutcomes.InvalidForm } refused
            && refused.Why.Contains("_localizations", StringComparison.Ordinal)
        )
            answer = await PutAsync(path, application, DiscordCommands.All(withArabic: false), ct);
        if (answer is DiscordResponse.Fine)
            await cursors.WriteAsync(cursor, mark, ct);
        else
            log.CommandsNotRegistered(
                answer is DiscordResponse.Refused problem ? problem.Why : $"{answer.GetType().Name}"
            );
    }

    private Task<DiscordResponse> PutAsync(
        string path,
        string application,
        IReadOnlyList<DiscordCommand> commands,
        CancellationToken ct
    ) =>
        rest.SendAsync(
            HttpMethod.Put,
            new DiscordRoute("PUT commands", application),
            path,
            commands,
            DiscordJson.Default.IReadOnlyListDiscordCommand,
            ct
        );

    private static HashSet<string> NamesOf(JsonElement commands) =>
        commands.ValueKind == JsonValueKind.Array
            ? [.. commands.EnumerateArray().Select(c => $"{c.GetProperty("name")}")]
            : [];

    private static long Mark(IReadOnlyList<DiscordCommand> commands) =>
        BinaryPrimitives.ReadInt64LittleEndian(
            SHA256.HashData(
                JsonSerializer.SerializeToUtf8Bytes(commands, DiscordJson.Default.IReadOnlyListDiscordCommand)
            )
        );
}
