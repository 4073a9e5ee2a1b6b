using System.Reflection;
using AlertBot.Feeds.Entries;
using AlertBot.Localization;

namespace AlertBot.Stories;

/// <summary>
/// The places and actors that a headline names, by their concepts in <see cref="Gazetteer.Names"/>. States, bodies and
/// people are actors; towns, regions and fields are places (Words/places.txt).
/// </summary>
internal static class HeadlineNames
{
    private static readonly Lazy<HashSet<string>> LazyPlaces = new(Load);

    public static IReadOnlyCollection<string> Places => LazyPlaces.Value;

    public static bool IsPlace(string concept) => LazyPlaces.Value.Contains(concept);

    /// <summary>Each once. Wars are left out, and words that name an office or an epithet alone.</summary>
    public static IReadOnlyList<string> In(string headline, Language language)
    {
        var entry = new Entry
        {
            Identity = "",
            Title = headline,
            Language = language,
        };
        return
        [
            .. Gazetteer
                .Names.Find(entry)
                .Where(found =>
                    !found.Concept.StartsWith("theatre-", StringComparison.Ordinal)
                    && found.Places.Any(place =>
                        Gazetteer.Names.IsName(found.Concept, headline.Substring(place.Start, place.Length))
                    )
                )
                .Select(found => found.Concept),
        ];
    }

    /// <summary>How a language writes a name, with a capital; the concept where its list has no word.</summary>
    public static string Write(string concept, Language language) =>
        Gazetteer.Names.Write(concept, language) is { Length: > 0 } name
            ? $"{char.ToUpperInvariant(name[0])}{name[1..]}"
            : concept;

    private static HashSet<string> Load()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("Stories/places.txt")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToHashSet();
    }
}
