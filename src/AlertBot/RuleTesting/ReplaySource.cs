using System.Runtime.CompilerServices;
using System.Text.Json;
using AlertBot.Configuration;
using AlertBot.Feeds.Entries;
using AlertBot.Hosting;
using AlertBot.Runtime;
using AlertBot.Storage;

namespace AlertBot.RuleTesting;

/// <summary>
/// An entry to replay, and what its file or the store calls it; it is made of its line when first asked for, since that
/// is part of the work.
/// </summary>
/// <param name="number">Its place in the file or the store, from 0.</param>
/// <param name="id">What its file or the store calls it.</param>
/// <param name="publisher">Who published it.</param>
/// <param name="make">Makes the entry.</param>
internal sealed class ReplayItem(int number, string id, string publisher, Func<Entry> make)
{
    private readonly Lazy<Entry> _entry = new(make);

    public int Number => number;

    public string Id => id;

    public string Publisher => publisher;

    public Entry Entry => _entry.Value;

    /// <summary>A stored entry; one without a date is of when it was first seen.</summary>
    public static ReplayItem From(PastEntry past, int number = 0) =>
        new(number, $"{past.Id}", past.Publisher, () =>
            past.Entry with
            {
                Published = past.Entry.Published ?? past.FirstSeen,
            }
        );

    /// <summary>The same item with its entry changed when it is asked for.</summary>
    public ReplayItem With(Func<Entry, Entry> change) => new(number, id, publisher, () => change(Entry));
}

/// <summary>Where <c>replay</c> takes its entries from, one after the other, each once.</summary>
internal static class ReplaySource
{
    private const int AtOnce = 500;

    /// <summary>The entries of a file, or of standard input where it is called <c>-</c>.</summary>
    public static IAsyncEnumerable<ReplayItem> From(string path, Terminal terminal, CancellationToken ct) =>
        path == "-" ? FromInputAsync(terminal, ct) : FromFileAsync(path, ct);

    /// <summary>
    /// The entries of a file with one a line, in the order of time: a file may be parted by language or by outlet, and
    /// the service meets what happens as it happens. One without a date stays with the one before it.
    /// </summary>
    private static async IAsyncEnumerable<ReplayItem> FromFileAsync(
        string path,
        [EnumeratorCancellation] CancellationToken ct
    )
    {
        var last = DateTimeOffset.MinValue;
        var items = new List<(ReplayItem Item, DateTimeOffset Time)>();
        using var file = OpenText(path);
        await foreach (var (item, published) in LinesAsync(file, path, ct))
            items.Add((item, last = published ?? last));
        foreach (var (item, _) in items.OrderBy(item => item.Time)) // stable
            yield return item;
    }

    /// <summary>The entries of standard input, one a line, as they come.</summary>
    private static async IAsyncEnumerable<ReplayItem> FromInputAsync(
        Terminal terminal,
        [EnumeratorCancellation] CancellationToken ct
    )
    {
        await foreach (var (item, _) in LinesAsync(terminal.In, "-", ct))
            yield return item;
    }

    private static async IAsyncEnumerable<(ReplayItem Item, DateTimeOffset? Published)> LinesAsync(
        TextReader lines,
        string path,
        [EnumeratorCancellation] CancellationToken ct
    )
    {
        var (number, count) = (0, 0);
        while (await lines.ReadLineAsync(ct) is { } text)
        {
            number++;
            if (string.IsNullOrWhiteSpace(text))
                continue;
            var line = Parse(text, path, number);
            yield return (new ReplayItem(count++, line.Id, line.Publisher ?? "", line.ToEntry), line.Published);
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
        var (last, count) = (0L, 0);
        while (await store.SinceAsync(since, last, AtOnce, ct) is { Count: > 0 } some)
        {
            foreach (var stored in some)
                yield return ReplayItem.From(stored, count++);
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

    private static ReplayLine Parse(string text, string path, int number)
    {
        try
        {
            return ReplayLine.Parse(text);
        }
        catch (JsonException e)
        {
            throw new InvalidDataException(
                $"{path}:{number}:{(e.BytePositionInLine ?? 0) + 1}: no entry with id and title: {e.Message}"
            );
        }
    }
}
