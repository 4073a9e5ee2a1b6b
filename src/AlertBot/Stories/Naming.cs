using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using AlertBot.Feeds;

namespace AlertBot.Stories;

/// <summary>Who acts in a report and which figures it gives: what is new among them in a headline is news.</summary>
/// <param name="All">Names of actors (Words/names.yaml), and figures as <c>#730000</c>, in headline, summary and the
/// text's first lines.</param>
/// <param name="Headline">Those of the headline, with the words it has for them, in its order.</param>
internal sealed partial record Naming(IReadOnlySet<string> All, IReadOnlyList<(string Key, string Words)> Headline)
{
    /// <summary>Stands for all that a story named before this was kept.</summary>
    public const string Unknown = "*";

    public static Naming Nothing { get; } = new(new HashSet<string>(StringComparer.Ordinal), []);

    private const double Rounding = 0.1;

    /// <summary>UTF-16 units between a day and its month.</summary>
    private const int Beside = 2;

    private static readonly Lazy<IReadOnlySet<string>> LazyActors = new(LoadActors);

    /// <summary>People and parties to a war, by their names in the glossary.</summary>
    public static IReadOnlySet<string> Actors => LazyActors.Value;

    public static Naming Of(Entry entry)
    {
        var read = entry with { Body = Sketch.Lead(entry) };
        var events = Glossary.Events.Find(read).ToList();
        var days = events
            .Where(found => found.Concept is ['d' or 'm' or 'h', '-', ..])
            .SelectMany(found => found.Places)
            .ToList();
        var all = new List<(string Key, Field Field, int Start, string Words)>();
        foreach (var (concept, places) in Glossary.Names.Find(read).Where(found => Actors.Contains(found.Concept)))
            all.AddRange(
                places.Select(place =>
                    (concept, place.Field, place.Start, read[place.Field].Substring(place.Start, place.Length))
                )
            );
        foreach (var field in Enum.GetValues<Field>())
        {
            all.AddRange(
                Figures
                    .Find(read[field])
                    .Where(figure => Counts(read[field], field, figure, days))
                    .Select(figure =>
                        ($"#{figure.Value}", field, figure.Start, WithUnit(read[field], figure.Start, figure.Length))
                    )
            );
        }
        return new Naming(
            all.Select(found => found.Key)
                .Concat(
                    events
                        .Where(found => found.Concept.StartsWith("n-", StringComparison.Ordinal))
                        .Select(found => $"#{found.Concept[2..]}")
                )
                .ToHashSet(StringComparer.Ordinal),
            [
                .. all.Where(found => found.Field == Field.Title)
                    .OrderBy(found => found.Start)
                    .Select(found => (found.Key, found.Words))
                    .DistinctBy(found => found.Key),
            ]
        );
    }

    /// <summary>Whether this names it, or a figure near it: "nearly 50" and 48 are one.</summary>
    public bool Knows(string key) =>
        All.Contains(key)
        || (
            Value(key) is { } value
            && All.Any(known => Value(known) is { } other && Math.Abs(value - other) <= Rounding * value)
        );

    private static double? Value(string key) =>
        key[0] == '#' && double.TryParse(key.AsSpan(1), NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            ? value
            : null;

    /// <summary>Days, years, clock times and the 5+5 count nothing; small figures stand in every story.</summary>
    private static bool Counts(string text, Field field, (string Value, int Start, int Length) figure, List<Span> days)
    {
        var end = figure.Start + figure.Length;
        var (before, after) = (figure.Start > 0 ? text[figure.Start - 1] : ' ', end < text.Length ? text[end] : ' ');
        return before is not ('+' or ':' or '-' or '/')
            && after is not ('+' or ':' or '-' or '/' or 'h')
            && figure.Value is [_, _, ..]
            && !Year().IsMatch(figure.Value)
            && !days.Exists(day =>
                day.Field == field && day.Start <= end + Beside && figure.Start <= day.Start + day.Length + Beside
            );
    }

    private static string WithUnit(string text, int start, int length) =>
        $"{text.AsSpan(start, length)}{Unit().Match(text, start + length).Value}";

    private static IReadOnlySet<string> LoadActors()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("Stories/actors.txt")!;
        using var reader = new StreamReader(stream);
        return reader
            .ReadToEnd()
            .Split('\n')
            .Where(line => !line.StartsWith('#'))
            .SelectMany(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .ToHashSet(StringComparer.Ordinal);
    }

    [GeneratedRegex("^(?:19|20)[0-9][0-9]$")]
    private static partial Regex Year();

    [GeneratedRegex(@"\G[ \u00A0]?(?:%|\p{L}{4,})")]
    private static partial Regex Unit();
}
