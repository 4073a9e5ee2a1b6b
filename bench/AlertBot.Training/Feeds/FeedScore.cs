using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using AlertBot.Feeds;
using AlertBot.Feeds.Parsing;
using AngleSharp.Html.Parser;

namespace AlertBot.Training.Feeds;

/// <summary>
/// Reads every document of a folder and compares it with what is expected of it, one JSON object a line: <c>file</c>,
/// <c>agreed</c>, <c>parseable</c>, <c>title</c>, <c>entries</c>, and <c>items</c> (the first five, each <c>id</c>,
/// <c>title</c>, <c>link</c>, <c>published</c>, and where it is known <c>summary</c> and <c>body</c>). Rules: files
/// that are agreed and parseable are scored; texts are compared without tags, references and white space in NFC; links
/// also without a slash at the end; dates to the second; null is the empty text; of entries that say something
/// different all have to be kept.
/// </summary>
internal static partial class FeedScore
{
    private static readonly string[] Columns =
    [
        "no exception",
        "entry count",
        "feed title",
        "titles",
        "ids",
        "links",
        "dates",
        "summaries",
        "bodies",
        "entries kept",
        "all right",
    ];

    public static int Run(string folder, string? expectations)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var expected = File.ReadLines(expectations ?? Path.Combine(folder, "..", "expected.jsonl"))
            .Select(line => JsonDocument.Parse(line).RootElement)
            .Where(e => e.GetProperty("agreed").GetBoolean() && e.GetProperty("parseable").GetBoolean())
            .ToList();
        var counts = new int[Columns.Length];
        var clock = Stopwatch.StartNew();
        foreach (var file in expected)
        {
            var diagnostics = Compare(folder, file);
            for (var column = 0; column < Columns.Length; column++)
                counts[column] += IsRight(diagnostics, column) ? 1 : 0;
            foreach (var fault in diagnostics.Where(f => f is not null))
                Console.WriteLine($"{file.GetProperty("file").GetString()}: {fault}");
        }
        Console.WriteLine($"\n{expected.Count} files scored in {clock.Elapsed.TotalSeconds:0.0} s");
        for (var column = 0; column < Columns.Length; column++)
            Console.WriteLine(
                $"{Columns[column], -12} {counts[column], 4} "
                    + $"{100.0 * counts[column] / Math.Max(1, expected.Count), 6:0.0} %"
            );
        return counts[^1] == expected.Count ? 0 : 1;
    }

    private static bool IsRight(string?[] diagnostics, int column) =>
        diagnostics[0] is null
        && (column == Columns.Length - 1 ? Array.TrueForAll(diagnostics, f => f is null) : diagnostics[column] is null);

    /// <summary>For each column what differs; null where nothing does.</summary>
    private static string?[] Compare(string folder, JsonElement expected)
    {
        var diagnostics = new string?[Columns.Length - 1];
        ParsedFeed read;
        try
        {
            read = FeedDocument.Parse(
                File.ReadAllBytes(Path.Combine(folder, expected.GetProperty("file").GetString()!)),
                null,
                int.MaxValue
            );
        }
#pragma warning disable CA1031 // Whatever escapes the parser is what this counts.
        catch (Exception e)
#pragma warning restore CA1031
        {
            diagnostics[0] = $"{e.GetType().Name}: {e.Message}";
            return diagnostics;
        }
        diagnostics[1] = Differs(
            "entries",
            expected.GetProperty("entries").GetInt32().ToString(CultureInfo.InvariantCulture),
            read.Entries.Count.ToString(CultureInfo.InvariantCulture)
        );
        diagnostics[2] = Differs("feed title", Text(expected, "title"), read.Title);
        var place = 0;
        foreach (var item in expected.GetProperty("items").EnumerateArray())
        {
            var entry = place < read.Entries.Count ? read.Entries[place] : new ParsedEntry { Title = "" };
            place++;
            diagnostics[3] ??= Differs($"title {place}", Text(item, "title"), entry.Title);
            diagnostics[4] ??= Differs($"id {place}", Text(item, "id"), entry.Id);
            diagnostics[5] ??= Differs(
                $"link {place}",
                Text(item, "link").TrimEnd('/'),
                Canonical(entry.Link).TrimEnd('/')
            );
            diagnostics[6] ??= Differs(
                $"date {place}",
                Second(FeedMoment(Text(item, "published"))),
                Second(entry.Published),
                entry.DateWords
            );
            diagnostics[7] ??= DiffersIfKnown($"summary {place}", item, "summary", entry.Summary);
            diagnostics[8] ??= DiffersIfKnown($"body {place}", item, "body", entry.Body);
        }
        diagnostics[9] = Lost(read);
        return diagnostics;
    }

    private static string? DiffersIfKnown(string what, JsonElement item, string name, string read) =>
        item.TryGetProperty(name, out _) ? Differs(what, Text(item, name), read) : null;

    /// <summary>What the store would be given, against what the document says.</summary>
    private static string? Lost(ParsedFeed read)
    {
        var said = read
            .Entries.Where(e => !e.IsCut && e.Title.Length + e.Summary.Length + e.Body.Length > 0)
            .DistinctBy(e => (e.Title, e.Summary, e.Body))
            .Count();
        var feed = new Feed
        {
            Id = 0,
            Url = new Uri("https://score.example.org/feed"),
            Publisher = "score",
        };
        var kept = FeedDocument.Entries(read, feed).Count;
        return kept >= said ? null : $"entries kept: {said} say something else, {kept} kept";
    }

    private static string? Differs(string what, string expected, string? read, string? from = null) =>
        Canonical(expected) == Canonical(read)
            ? null
            : $"{what}: expected «{Short(expected)}», read «{Short(read)}»{(from is null ? "" : $" from «{from}»")}";

    private static string Text(JsonElement element, string name) =>
        element.GetProperty(name) is { ValueKind: JsonValueKind.String } value ? value.GetString()! : "";

    private static DateTimeOffset? FeedMoment(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment)
            ? moment
            : null;

    private static string Second(DateTimeOffset? moment) =>
        moment?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture) ?? "";

    private static string Canonical(string? text) =>
        Blank().Replace(Tag().Replace(Decoded(Decoded(text ?? "")), ""), "").Normalize(NormalizationForm.FormC);

    /// <summary>As HTML decodes text, names without a semicolon included.</summary>
    private static string Decoded(string text) =>
        !text.Contains('&', StringComparison.Ordinal)
            ? text
            : new HtmlParser()
                .ParseDocument($"<textarea>{text.Replace("</", "&lt;/", StringComparison.Ordinal)}")
                .QuerySelector("textarea")!
                .TextContent;

    private static string Short(string? text) =>
        text is null ? ""
        : text.Length > 200 ? $"{text[..200]}…"
        : text;

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tag();

    [GeneratedRegex(@"[\s\u200B\uFEFF]+")]
    private static partial Regex Blank();
}
