using System.Text.Json;
using System.Text.Json.Serialization;
using AlertBot.Feeds.Entries;
using AlertBot.Feeds.Parsing.Text;
using AlertBot.Localization;

namespace AlertBot.RuleTesting;

/// <summary>One line of <c>replay</c>'s input.</summary>
internal sealed record ReplayLine
{
    public required string Id { get; init; }
    public string? Lang { get; init; }
    public string? Publisher { get; init; }
    public string? Url { get; init; }
    public DateTimeOffset? Published { get; init; }
    public required string Title { get; init; }
    public string? Summary { get; init; }
    public string? Body { get; init; }

    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip,
    };

    /// <summary>Reads a line; the message of the exception says what is wrong with it.</summary>
    public static ReplayLine Parse(string line) =>
        JsonSerializer.Deserialize<ReplayLine>(line, Format) ?? throw new JsonException("null is no entry");

    /// <summary>The entry as a feed would have brought it.</summary>
    public Entry ToEntry()
    {
        var (title, summary, body) = (PlainText.FromHtml(Title), PlainText.FromHtml(Summary), PlainText.FromHtml(Body));
        return new Entry
        {
            Identity = Id,
            Title = title,
            Summary = summary,
            Body = body,
            Boilerplate = Boilerplate.Find(title, summary, body),
            Language = LanguageDetection.Detect(title, summary, body, LanguageCodes.Parse(Lang)),
            Link = Uri.TryCreate(Url, UriKind.Absolute, out var link) ? link : null,
            Published = Published,
        };
    }
}

/// <summary>One line of <c>replay --json</c>'s output. Spans count UTF-16 units of the field as plain text.</summary>
internal sealed record ReplayAnswer(
    string Id,
    IReadOnlyList<string> Rules,
    string? Story,
    string? State,
    string? Summary,
    IReadOnlyList<ReplaySpan> Spans
)
{
    /// <summary>The happening it reports, within its story.</summary>
    public string? Event { get; init; }

    /// <summary>
    /// What a chat that takes all topics at once is sent because of the entry: alert, update (what sets it apart stands
    /// in <see cref="About"/>), edit, or null. What can wait for the digest is null.
    /// </summary>
    public string? Message { get; init; }

    /// <summary>What sets the event apart from the one before it in its story, in English.</summary>
    public string? About { get; init; }

    /// <summary>must or nice; null where the entry tells no event.</summary>
    public string? Weight { get; init; }

    // Arabic stays readable in the output; it goes to files and pipes, never into a page.
    public static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public string ToJson() => JsonSerializer.Serialize(this, Format);

    /// <summary>Id, story, state, rules and summary, parted by tabs.</summary>
    public string ToLine() =>
        $"{Id}\t{Story ?? "-"}\t{State ?? "-"}\t{string.Join(' ', Rules)}\t{Summary?.ReplaceLineEndings(" ")}";
}

/// <summary>Words that met a rule.</summary>
internal sealed record ReplaySpan(string Rule, string Field, int Start, int Length, string Text)
{
    public static ReplaySpan From(string rule, Span span, Entry entry) =>
        new(
            rule,
            span.Field.ToString().ToLowerInvariant(),
            span.Start,
            span.Length,
            entry[span.Field].Substring(span.Start, span.Length)
        );
}
