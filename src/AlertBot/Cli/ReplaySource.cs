using System.Runtime.CompilerServices;
using System.Text.Json;
using AlertBot.Config;
using AlertBot.Feeds;
using AlertBot.Storage;

namespace AlertBot.Cli;

/// <summary>
/// An entry to replay, and what its file or the store calls it; it is made of its line when first asked for, since that
/// is part of the work.
/// </summary>
internal sealed class ReplayItem(string id, string publisher, Func<Entry> make)
{
    private readonly Lazy<Entry> _entry = new(make);

    public string Id => id;

    public string Publisher => publisher;

    public Entry Entry => _entry.Value;

    /// <summary>A stored entry; one without a date is of when it was first seen.</summary>
    public static ReplayItem Of(PastEntry past) =>
        new($"{past.Id}", past.Publisher, () => past.Entry with { Published = past.Entry.Published ?? past.FirstSeen });
}

/// <summary>Where <c>replay</c> takes its entries from, one after the other, each once.</summary>
internal static class ReplaySource
{
    private const int AtOnce = 500;

    /// <summary>One entry a line; <c>-</c> is standard input.</summary>
    public static async IAsyncEnumerable<ReplayItem> FromFileAsync(
        string path,
        Terminal terminal,
        [EnumeratorCancellation] CancellationToken ct
    )
    {
        using var file = path == "-" ? null : OpenText(path);
        var number = 0;
        while (await (file ?? terminal.In).ReadLineAsync(ct) is { } text)
        {
            number++;
            if (!string.IsNullOrWhiteSpace(text))
                yield return Parse(text, path, number);
        }
    }

    /// <summary>What the store has seen first in the last days, in that order.</summary>
    public static async IAsyncEnumerable<ReplayItem> FromStoreAsync(
        ConfigFolder folder,
        int days,
        [EnumeratorCancellation] CancellationToken ct
    )
    {
        using var host = AlertBotHost.Build(folder);
        host.Services.GetRequiredService<Schema>().Upgrade();
        var since = host.Services.GetRequiredService<TimeProvider>().GetUtcNow() - TimeSpan.FromDays(days);
        var store = host.Services.GetRequiredService<EntryStore>();
        var last = 0L;
        while (await store.SinceAsync(since, last, AtOnce, ct) is { Count: > 0 } some)
        {
            foreach (var stored in some)
                yield return ReplayItem.Of(stored);
            last = some[^1].Id;
        }
    }

    private static StreamReader OpenText(string path)
    {
        try
        {
            return File.OpenText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InvalidDataException($"{path} cannot be read: {e.Message}");
        }
    }

    private static ReplayItem Parse(string text, string path, int number)
    {
        try
        {
            var line = ReplayLine.Parse(text);
            return new ReplayItem(line.Id, line.Publisher ?? "", line.ToEntry);
        }
        catch (JsonException e)
        {
            throw new InvalidDataException(
                $"{path}:{number}:{(e.BytePositionInLine ?? 0) + 1}: no entry with id and title: {e.Message}"
            );
        }
    }
}
