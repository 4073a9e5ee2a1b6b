using System.Text.Json;
using AlertBot.Configuration;
using AlertBot.Configuration.Yaml;
using AlertBot.Localization;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace AlertBot.Feeds.Lists;

/// <summary>
/// Adds feeds to feeds.yaml as text, so that comments and order of what stands there are kept, in whatever layout the
/// list is written.
/// </summary>
internal static class FeedsYaml
{
    private static readonly JsonSerializerOptions Readable = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>
    /// Adds the feeds and keeps the file as it was beside it (<c>.bak</c>). Throws <see cref="InvalidDataException"/>,
    /// and leaves the file alone, where the list has a form that cannot be added to.
    /// </summary>
    public static async Task AppendAsync(string path, IReadOnlyList<OpmlFeed> feeds, CancellationToken ct)
    {
        if (feeds.Count == 0)
            return;
        var before = File.Exists(path) ? YamlFile.TextOf(await File.ReadAllBytesAsync(path, ct)) ?? "" : "";
        var after = With(before, feeds);
        var diagnostics = new DiagnosticBag();
        if (YamlFile.Parse<FeedsFile>(after, path, diagnostics) is null || diagnostics.Any)
            throw new InvalidDataException(
                $"{path} is written in a form that cannot be added to; write feeds: as a list of lines that begin "
                    + "with \"- url:\""
            );
        if (File.Exists(path))
            File.Copy(path, path + ".bak", overwrite: true);
        // Written beside and moved over: a run that watches the file never sees half of it.
        await File.WriteAllTextAsync(path + ".new", after, ct);
        File.Move(path + ".new", path, overwrite: true);
    }

    /// <summary>The text of a file with these feeds at the end of its list.</summary>
    internal static string With(string text, IReadOnlyList<OpmlFeed> feeds)
    {
        var events = Events(text);
        var key = Array.FindIndex(events, IsKey(events));
        if (key < 0)
            return Insert($"{text.TrimEnd()}{NewLine(text)}feeds:".TrimStart(), int.MaxValue, Lines(feeds, "  "));
        var value = events[key + 1];
        if (value is not SequenceStart list)
            return Insert(Without(text, value.Start, value.End), (int)events[key].End.Line, Lines(feeds, "  "));
        var end = EndOf(events, key + 1);
        var isEmpty = end == key + 2;
        return isEmpty
                ? Insert(
                    text.Remove((int)list.Start.Index, Bracket(text, events[end]) + 1 - (int)list.Start.Index),
                    (int)list.Start.Line,
                    Lines(feeds, "  ")
                )
            : list.Style == SequenceStyle.Flow ? IntoFlow(text, events[end - 1], events[end], feeds)
            : Insert(text, LastLine(events[(key + 2)..end]), Lines(feeds, new string(' ', (int)list.Start.Column - 1)));
    }

    private static ParsingEvent[] Events(string text)
    {
        var parser = new Parser(new StringReader(text));
        var events = new List<ParsingEvent>();
        while (parser.MoveNext())
            events.Add(parser.Current!);
        return [.. events];
    }

    /// <summary>Whether an event is the key of the list in the mapping that the document is.</summary>
    private static Predicate<ParsingEvent> IsKey(ParsingEvent[] events)
    {
        // Within stream, document and mapping; keys and values take turns there.
        var (depth, isKey) = (0, true);
        var keys = new HashSet<ParsingEvent>(ReferenceEqualityComparer.Instance);
        foreach (var one in events)
        {
            if (depth == 3 && one.NestingIncrease >= 0)
            {
                if (isKey && one is Scalar { Value: "feeds" })
                    keys.Add(one);
                isKey = !isKey;
            }
            depth += one.NestingIncrease;
        }
        return keys.Contains;
    }

    private static int EndOf(ParsingEvent[] events, int start)
    {
        var depth = 0;
        for (var i = start; ; i++)
        {
            depth += events[i].NestingIncrease;
            if (depth == 0)
                return i;
        }
    }

    private static string Without(string text, Mark start, Mark end) =>
        text.Remove((int)start.Index, (int)(end.Index - start.Index));

    /// <param name="text">The file.</param>
    /// <param name="last">The end of the last feed.</param>
    /// <param name="end">The end of the list.</param>
    /// <param name="feeds">To be added.</param>
    private static string IntoFlow(string text, ParsingEvent last, ParsingEvent end, IReadOnlyList<OpmlFeed> feeds)
    {
        var bracket = Bracket(text, end);
        var between = text[(int)last.End.Index..bracket].Split('\n').Select(line => line.Split('#')[0]);
        var added = string.Join(", ", feeds.Select(feed => $"{{{string.Join(", ", Fields(feed))}}}"));
        return text.Insert(
            bracket,
            between.Any(line => line.Contains(',', StringComparison.Ordinal)) ? added : $", {added}"
        );
    }

    /// <summary>The library's mark of a flow's end stands before its bracket.</summary>
    private static int Bracket(string text, ParsingEvent end) => text.IndexOf(']', (int)end.Start.Index);

    /// <summary>Where the last of the list's values ends; a comment beside it stays on its line.</summary>
    private static int LastLine(IEnumerable<ParsingEvent> within)
    {
        var last = 0L;
        var flows = new Stack<bool>();
        foreach (var one in within)
        {
            if (one is Scalar scalar)
                last = Math.Max(last, scalar.End.Column == 1 ? scalar.End.Line - 1 : scalar.End.Line);
            else if (one.NestingIncrease > 0)
                flows.Push(
                    one is MappingStart { Style: MappingStyle.Flow } or SequenceStart { Style: SequenceStyle.Flow }
                );
            // The end of a block is known only at what follows it: its last value tells.
            else if (one.NestingIncrease < 0 && flows.Pop())
                last = Math.Max(last, one.Start.Line);
        }
        return (int)last;
    }

    private static string Insert(string text, int afterLine, IEnumerable<string> lines)
    {
        var end = NewLine(text);
        var all = text.Split('\n').Select(line => line.TrimEnd('\r')).ToList();
        all.InsertRange(Math.Min(afterLine, all.Count), lines);
        return $"{string.Join(end, all).TrimEnd()}{end}";
    }

    private static string NewLine(string text) => text.Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n";

    private static IEnumerable<string> Lines(IReadOnlyList<OpmlFeed> feeds, string indent)
    {
        foreach (var feed in feeds)
        {
            var begin = $"{indent}- ";
            foreach (var field in Fields(feed))
            {
                yield return begin + field;
                begin = $"{indent}  ";
            }
        }
    }

    private static IEnumerable<string> Fields(OpmlFeed feed)
    {
        yield return $"url: {Quoted(feed.Url.AbsoluteUri)}";
        yield return $"publisher: {Quoted(feed.Title)}";
        if (feed.Language is { } language)
            yield return $"lang: {language.Code()}";
        if (feed.Tags.Count > 0)
            yield return $"tags: [{string.Join(", ", feed.Tags.Select(Quoted))}]";
    }

    /// <summary>A JSON string is a YAML string.</summary>
    private static string Quoted(string text) => JsonSerializer.Serialize(text, Readable);
}
