using AlertBot.Configuration;
using AlertBot.Feeds;
using AlertBot.Feeds.Entries;
using AlertBot.Feeds.Fetching;
using AlertBot.Feeds.Parsing;
using AlertBot.Feeds.Parsing.Encodings;
using AlertBot.Feeds.Parsing.Text;
using AlertBot.Hosting;
using AlertBot.Localization;
using AlertBot.Runtime;

namespace AlertBot.RuleTesting;

/// <summary>Makes entries of whatever someone wants to try: a text, a page, or a whole feed.</summary>
internal static class TrySource
{
    public static async Task<IReadOnlyList<Entry>> ReadAsync(
        string? source,
        ConfigFolder folder,
        Language? declared,
        Terminal terminal,
        CancellationToken ct
    )
    {
        if (source is null)
            throw new InvalidDataException(
                "say what to try: --text \"…\", a file, a web address, or - for standard input"
            );
        if (source == "-")
            return [EntryOf(await terminal.In.ReadToEndAsync(ct), declared)];
        var isAddress =
            Uri.TryCreate(source, UriKind.Absolute, out var address) && (address.Scheme is "http" or "https");
        var bytes = isAddress ? await FetchAsync(address!, folder, ct) : await ReadFileAsync(source, ct);
        var feed = new Feed
        {
            Id = 0,
            Url = isAddress ? address! : new Uri("file:///"),
            Publisher = "",
            Every = TimeSpan.FromDays(1),
            Language = declared,
        };
        return AsFeed(bytes, feed) ?? [EntryOf(FeedText.Decode(bytes, null).Text, declared)];
    }

    /// <summary>The first line is the title, the rest the body, as articles are copied from pages.</summary>
    public static Entry EntryOf(string text, Language? declared)
    {
        var plain = PlainText.FromHtml(text).Trim();
        var end = plain.IndexOf('\n', StringComparison.Ordinal);
        var (title, body) = end < 0 ? (plain, "") : (plain[..end].Trim(), plain[end..].Trim());
        return new Entry
        {
            Identity = "try",
            Title = title,
            Body = body,
            Boilerplate = Boilerplate.Find(title, "", body),
            Language = LanguageDetection.Detect(plain, declared),
        };
    }

    private static IReadOnlyList<Entry>? AsFeed(byte[] bytes, Feed feed)
    {
        try
        {
            return FeedDocument.Parse(bytes, null, feed, mostEntries: 50) is { Count: > 0 } entries ? entries : null;
        }
        catch (FeedFormatException)
        {
            return null;
        }
    }

    private static async Task<byte[]> ReadFileAsync(string path, CancellationToken ct)
    {
        try
        {
            return await File.ReadAllBytesAsync(path, ct);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InvalidDataException($"{path} cannot be read: {e.Message}");
        }
    }

    private static async Task<byte[]> FetchAsync(Uri address, ConfigFolder folder, CancellationToken ct)
    {
        using var host = AlertBotHost.Build(folder);
        return await host.Services.GetRequiredService<HttpFetcher>().GetAsync(address, "*/*", ct) switch
        {
            Fetch.Page { IsFine: true } page => page.Bytes,
            Fetch.Page page => throw new InvalidDataException(
                $"{address.Host} cannot be read: HTTP {(int)page.Status}"
            ),
            Fetch.Failed failed => throw new InvalidDataException($"{address.Host} cannot be read: {failed.Why}"),
            var other => throw new InvalidOperationException($"{other}"),
        };
    }
}
