using System.Text.Json;
using AlertBot.Localization;
using AlertBot.Stories;

namespace AlertBot.Training.Stories;

/// <summary>Lists the days that entries announce, to be read by a person.</summary>
internal static class AnnouncedDateListing
{
    /// <param name="files">Entries as JSON lines: title, summary, lang, published.</param>
    public static int Run(IReadOnlyList<string> files)
    {
        var (entries, found) = (0, 0);
        foreach (var line in files.SelectMany(File.ReadLines))
        {
            var entry = JsonDocument.Parse(line).RootElement;
            if (LanguageCodes.Parse(Text(entry, "lang")) is not { } language)
                continue;
            entries++;
            var published = DateOnly.FromDateTime(entry.GetProperty("published").GetDateTimeOffset().UtcDateTime);
            var text = $"{Text(entry, "title")}\n{Text(entry, "summary")}";
            foreach (var date in AnnouncedDates.Find(text, language, published))
            {
                found++;
                var mark = date.IsDeadline ? "!" : "";
                Console.WriteLine($"{published:yyyy-MM-dd} > {date.Day:yyyy-MM-dd}{mark} {date.Sentence}");
            }
        }
        Console.WriteLine($"{entries} entries, {found} days");
        return 0;
    }

    private static string Text(JsonElement entry, string name) =>
        entry.TryGetProperty(name, out var value) ? value.GetString() ?? "" : "";
}
