using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace AlertBot.Search;

/// <summary>What was found as a file, for spreadsheets and programs.</summary>
internal static class SearchExport
{
    /// <summary>More than a search by hand ever looks at.</summary>
    public const int Most = 1000;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
    };

    /// <summary>Rows after RFC 4180, the first with the names of the columns.</summary>
    public static string ToCsv(IEnumerable<SearchHit> hits)
    {
        var csv = new StringBuilder("time,source,language,state,topics,title,link,story,entry\r\n");
        foreach (var hit in hits)
        {
            string[] fields =
            [
                TimeOf(hit),
                hit.Publisher,
                hit.Language,
                hit.State ?? "",
                string.Join(' ', hit.Topics),
                hit.Title,
                hit.Link ?? "",
                $"{hit.StoryId}",
                $"{hit.Id}",
            ];
            csv.AppendJoin(',', fields.Select(Field)).Append("\r\n");
        }
        return csv.ToString();
    }

    /// <summary>A list of objects.</summary>
    public static string ToJson(IEnumerable<SearchHit> hits) =>
        JsonSerializer.Serialize(
            hits.Select(hit => new
            {
                Time = TimeOf(hit),
                Source = hit.Publisher,
                hit.Language,
                hit.State,
                hit.Topics,
                hit.Title,
                hit.Link,
                Story = hit.StoryId,
                Entry = hit.Id,
            }),
            Json
        );

    private static string TimeOf(SearchHit hit) =>
        hit.Time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>Headlines are others' words: none may become a formula of a spreadsheet.</summary>
    private static string Field(string text)
    {
        var safe = text.Length > 0 && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' ? $"'{text}" : text;
        return safe.AsSpan().ContainsAny(",\"\r\n")
            ? $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
            : safe;
    }
}
