using System.Text.Json;
using AlertBot.Feeds;
using AlertBot.Feeds.Entries;
using AlertBot.Localization;
using AlertBot.Rules;
using AlertBot.RuleTesting;
using AlertBot.Stories.Grouping;
using AlertBot.Stories.TalksState;

namespace AlertBot.Training.Stories;

/// <summary>An entry of a stream to learn from, with what its reader says of it.</summary>
/// <param name="Matched">The entry, as if the rules found the topics its reader gives it.</param>
/// <param name="Time">When it was published.</param>
/// <param name="Event">The happening; null where it is about no topic.</param>
/// <param name="Thread">The affair; null where nobody says.</param>
/// <param name="IsMust">Whether a desk has to know it within the hour; null where nobody says.</param>
/// <param name="Fold">By day, or by event where days say nothing.</param>
/// <param name="Found">The entry with the rules it meets.</param>
internal sealed record TrainingEntry(
    MatchedEntry Matched,
    DateTimeOffset Time,
    string? Event,
    string? Thread,
    bool? IsMust,
    string Fold,
    MatchedEntry Found
)
{
    public EntryFingerprint Fingerprint { get; } =
        EntryFingerprint.Compute(Matched.Stored.Entry, Matched.Stored.Feed.Publisher, Time);

    /// <summary>What the program reads of talks in it, as it does when it runs.</summary>
    public string? FoundState { get; } = State.Classify(Matched.Stored.Entry, Matched.RuleIds, reported: null);

    /// <summary>Whether its reader was to label it.</summary>
    public bool IsInWindow { get; init; }

    /// <summary>Who was to label it; empty for the folder's own reader.</summary>
    public string Reader { get; init; } = "";

    /// <summary>Whether its reader was sure of a topic.</summary>
    public bool IsSure { get; init; }

    public Language Language => Matched.Stored.Entry.Language;

    public long Id => Matched.Stored.Id;
}

/// <summary>
/// Labelled entries in the order of their time: days of real feeds, or entries written for the purpose.
/// </summary>
/// <param name="Name">The folder or file.</param>
/// <param name="IsReal">Whether it is days of real feeds.</param>
/// <param name="Entries">Those of the labelled window, and what came in the days before that were open then.</param>
internal sealed record TrainingStream(string Name, bool IsReal, IReadOnlyList<TrainingEntry> Entries)
{
    private static readonly Uri Address = new("https://example.com/");

    /// <param name="path">A folder with days of a real feed, or a file of written entries.</param>
    /// <param name="rules">The rules that days are read by.</param>
    public static TrainingStream Read(string path, RuleSet rules) =>
        Directory.Exists(path) ? ReadDays(path, rules) : ReadItems(path);

    public static int FoldOf(string fold, int folds) =>
        (int)(fold.Aggregate(17u, (hash, c) => (hash * 31) + c) % (uint)folds);

    private static TrainingStream ReadItems(string path)
    {
        var number = 0;
        var entries = File.ReadLines(path)
            .Where(line => !string.IsNullOrWhiteSpace(line))
            .Select(text =>
            {
                var labels = JsonSerializer.Deserialize<Labels>(text, JsonSerializerOptions.Web)!;
                return EntryOf(
                    ReplayLine.Parse(text),
                    ++number,
                    labels.Topics,
                    labels.Topics.Count > 0 ? labels.Story : null,
                    null,
                    null,
                    labels.Story,
                    rules: null
                );
            })
            .ToList();
        return new TrainingStream(path, IsReal: false, entries);
    }

    private static TrainingStream ReadDays(string folder, RuleSet rules)
    {
        var window = JsonSerializer
            .Deserialize<string[]>(File.ReadAllText(Path.Combine(folder, "ids.json")))!
            .ToHashSet(StringComparer.Ordinal);
        var labels = DayLabels.Read(folder);
        var lines = File.ReadLines(Path.Combine(folder, "stream.jsonl")).Select(ReplayLine.Parse).ToList();
        // Further days were read whole.
        var readers = lines
            .Where(line => labels.GetValueOrDefault(line.Id)?.Reader is { Length: > 0 })
            .GroupBy(line => line.Published!.Value.UtcDateTime.Date)
            .ToDictionary(day => day.Key, day => labels[day.First().Id].Reader);
        string? ReaderOf(ReplayLine line) =>
            window.Contains(line.Id) ? "" : readers.GetValueOrDefault(line.Published!.Value.UtcDateTime.Date);
        var read = lines.Where(line => ReaderOf(line) is not null).Select(line => line.Published!.Value).ToList();
        var (first, last) = (read.Min(), read.Max());
        var number = 0;
        var entries = lines
            .Where(line => line.Published >= first - EventGrouper.StoryWindow && line.Published <= last)
            .OrderBy(line => line.Published)
            .Select(line =>
            {
                var label = labels.GetValueOrDefault(line.Id);
                return EntryOf(
                    line,
                    ++number,
                    label?.Topics ?? [],
                    label?.Event,
                    label?.Thread,
                    label is null ? null : label.Weight == "must",
                    $"{folder} {line.Published:yyyy-MM-dd}",
                    rules
                ) with
                {
                    IsInWindow = ReaderOf(line) is not null,
                    Reader = ReaderOf(line) ?? "",
                    IsSure = label?.IsSure == true,
                };
            })
            .ToList();
        return new TrainingStream(folder, IsReal: true, entries);
    }

    private static TrainingEntry EntryOf(
        ReplayLine line,
        long number,
        IReadOnlyList<string> topics,
        string? happening,
        string? thread,
        bool? isMust,
        string fold,
        RuleSet? rules
    )
    {
        var entry = line.ToEntry();
        var feed = new Feed
        {
            Id = 0,
            Url = Address,
            Publisher = line.Publisher ?? "",
        };
        var matches = topics.Select(topic => new Match(
            new Rule(topic, new LocalText { En = topic }, Urgency.Normal),
            []
        ));
        var time = entry.Published!.Value;
        var stored = new StoredEntry(number, feed, entry, time);
        return new TrainingEntry(
            new MatchedEntry(stored, [.. matches]),
            time,
            happening,
            thread,
            isMust,
            fold,
            new MatchedEntry(stored, rules?.Match(entry) ?? [])
        );
    }
}
