using System.Text;
using System.Text.Json;
using AlertBot.Config;

namespace AlertBot.Feeds;

/// <summary>Adds feeds to feeds.yaml as text, so that comments and order of what stands there are kept.</summary>
internal static class FeedsYaml
{
    private static readonly JsonSerializerOptions Readable = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static async Task AppendAsync(string path, IReadOnlyList<OpmlFeed> feeds, CancellationToken ct)
    {
        if (feeds.Count == 0)
            return;
        var text = new StringBuilder(File.Exists(path) ? (await File.ReadAllTextAsync(path, ct)).TrimEnd() : "feeds:");
        text.Replace("feeds: []", "feeds:");
        foreach (var feed in feeds)
        {
            text.Append("\n  - url: ")
                .Append(Quoted(feed.Url.AbsoluteUri))
                .Append("\n    publisher: ")
                .Append(Quoted(feed.Title));
            if (feed.Language is { } language)
                text.Append("\n    lang: ").Append(language.Code());
            if (feed.Tags.Count > 0)
                text.Append("\n    tags: [").AppendJoin(", ", feed.Tags.Select(Quoted)).Append(']');
        }
        // Written beside and moved over: a run that watches the file never sees half of it.
        await File.WriteAllTextAsync(path + ".new", text.Append('\n').ToString(), ct);
        File.Move(path + ".new", path, overwrite: true);
    }

    /// <summary>A JSON string is a YAML string.</summary>
    private static string Quoted(string text) => JsonSerializer.Serialize(text, Readable);
}
