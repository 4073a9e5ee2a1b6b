using System.Text.Json;
using AlertBot.Channels;
using AlertBot.Config;
using AlertBot.Subscriptions;

namespace AlertBot.Alerts;

/// <summary>A row of <c>outbox</c> that waits.</summary>
internal sealed class OutboxRow
{
    /// <summary>More than this many alerts make a digest nobody reads; the rest comes in the next one.</summary>
    private const int MostInDigest = 30;

    public const string DueFor =
        """
        SELECT id, language, content, digest, created, repeats, story_id IS NOT NULL AS is_alert FROM outbox
        WHERE chat = @chat AND settled IS NULL AND due <= @now ORDER BY id LIMIT 30
        """;

    public long Id { get; init; }
    public required string Language { get; init; }
    public required string Content { get; init; }
    public long Digest { get; init; }
    public DateTimeOffset Created { get; init; }
    public long Repeats { get; init; }
    public long IsAlert { get; init; }

    /// <summary>
    /// The first row, or, when it is one to be gathered or older than <paramref name="staleBefore"/>, the run of such rows as a digest.
    /// A row whose fate is unknown goes alone and unchanged: the repeat must be the same message.
    /// </summary>
    public static Parcel Pack(string chat, IReadOnlyList<OutboxRow> due, DateTimeOffset leasedUntil, DateTimeOffset staleBefore)
    {
        var first = due[0];
        var gathered = due.TakeWhile(row => row.IsAlert == 1 && row.Repeats == 0 && (row.Digest == 1 || row.Created < staleBefore)).Take(MostInDigest).ToList();
        var content = gathered.Count > 1 ? new Digest([.. gathered.Select(row => (Alert)row.ReadContent())]) : first.ReadContent();
        var rows = gathered.Count > 1 ? gathered : [first];
        var message = new Message(Chat.Parse(chat), LanguageCodes.Parse(first.Language) ?? Config.Language.English, content);
        return new Parcel(message, [.. rows.Select(r => r.Id)], leasedUntil, (int)first.Repeats);
    }

    private Content ReadContent() => JsonSerializer.Deserialize<Content>(Content) ?? throw new InvalidDataException($"Outbox row {Id} has no content.");
}
