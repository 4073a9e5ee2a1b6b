using System.Text.Json;
using System.Text.Json.Serialization;

namespace AlertBot.Training.Stories;

/// <summary>What a reader says of an entry of a real day.</summary>
/// <param name="Id">The entry's.</param>
/// <param name="Topics">What it is about; at least one.</param>
/// <param name="Event">The happening it reports.</param>
/// <param name="Thread">The running affair of that.</param>
/// <param name="State">What it says of talks or a truce; null when nothing.</param>
/// <param name="Weight"><c>must</c> or <c>nice</c>.</param>
/// <param name="Doubt">The topics that the reader is unsure of.</param>
internal sealed record DayLabels(
    [property: JsonRequired] string Id,
    [property: JsonRequired] IReadOnlyList<string> Topics,
    [property: JsonRequired] string Event,
    string Thread,
    string? State,
    string Weight,
    IReadOnlyList<string>? Doubt
)
{
    /// <summary>Whether the reader was sure of a topic.</summary>
    public bool IsSure => Topics.Except(Doubt ?? []).Any();

    /// <summary>
    /// Whose reading it is: events and affairs of two readers are not compared, for they name them as they like. Empty
    /// for the folder's own.
    /// </summary>
    public string Reader { get; private init; } = "";

    /// <summary>
    /// The labels of a folder of real days, by the entry's id: its own (<c>labels.jsonl</c>), and those of further days
    /// of its stream, read for this project (<c>Labels/FOLDER-….jsonl</c> beside the program: ids and labels).
    /// </summary>
    public static Dictionary<string, DayLabels> Read(string folder)
    {
        var labels = Of(Path.Combine(folder, "labels.jsonl"), "")
            .ToDictionary(label => label.Id, StringComparer.Ordinal);
        var further = Path.Combine(AppContext.BaseDirectory, "Labels");
        foreach (var path in Directory.EnumerateFiles(further, $"{Path.GetFileName(folder)}-*.jsonl"))
        {
            foreach (var label in Of(path, Path.GetFileNameWithoutExtension(path)))
                labels.TryAdd(label.Id, label);
        }
        return labels;
    }

    private static IEnumerable<DayLabels> Of(string path, string reader) =>
        File.ReadLines(path)
            .Select(line => JsonSerializer.Deserialize<DayLabels>(line, JsonSerializerOptions.Web)!)
            .Select(label =>
                reader.Length == 0
                    ? label
                    : label with
                    {
                        Reader = reader,
                        Event = $"{reader} {label.Event}",
                        Thread = $"{reader} {label.Thread}",
                    }
            );
}
