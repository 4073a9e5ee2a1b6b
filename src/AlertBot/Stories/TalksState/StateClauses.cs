using System.Buffers;
using System.Text.RegularExpressions;
using AlertBot.Feeds.Entries;
using AlertBot.Localization;

namespace AlertBot.Stories.TalksState;

/// <summary>
/// How the clause around a turn of phrase changes what it says: "not signed", "to be signed", "could be signed",
/// "since the signing".
/// </summary>
internal sealed partial class StateClauses(Entry entry, IReadOnlyDictionary<string, IReadOnlyList<Span>> found)
{
    /// <summary>UTF-16 units from a negation to the cue it turns; so the others.</summary>
    private const int NotReach = 30;

    private const int FutureReach = 30;

    /// <summary>"To be signed", "to formally sign"; "to end the war, already signed" is something else.</summary>
    private const int ToReach = 10;

    private const int DateReach = 40;

    private const int MaybeReach = 40;

    /// <summary>"Hours after the rivals agreed": what was agreed is not the news.</summary>
    private const int PastReach = 60;

    private static readonly SearchValues<char> ClauseEnds = SearchValues.Create(".,;:!?،؛؟…\n");

    private readonly List<Span> _not = Places(found, "not-words");

    /// <summary>"Denies that a truce was reached": the denial turns what it denies.</summary>
    private readonly List<Span> _denied = Places(found, "denied-deny");

    /// <summary>"Refuses to sign".</summary>
    private readonly List<Span> _refused = Places(found, "rejected-refuse");

    private readonly List<Span> _future = Places(found, "future-words");
    private readonly List<Span> _to = Places(found, "future-to");
    private readonly List<Span> _dates = Places(found, "future-dates");
    private readonly List<Span> _maybe = Places(found, "maybe-words");
    private readonly List<Span> _past = Places(found, "past-words");

    /// <summary>Whether a concept is what is spoken of: a truce, talks, a deal.</summary>
    public static bool IsMatter(string concept) => concept.StartsWith("about-", StringComparison.Ordinal);

    /// <summary>The word, with a colon, for what the clause does to a cue; empty where it does nothing.</summary>
    public string Turned(Span place, string concept)
    {
        if (Stands(_denied, place, NotReach))
            return "denied:";
        if (Stands(_refused, place, NotReach))
            return "refused:";
        if (Stands(_not, place, NotReach))
            return "not:";
        if (Stands(_future, place, FutureReach) || Stands(_to, place, ToReach) || IsFuture(place))
            return "future:";
        if (IsDatable(concept) && IsDated(place))
            return "future:";
        if (Stands(_maybe, place, MaybeReach) || IsConditional(place))
            return "maybe:";
        if (Stands(_past, place, PastReach))
            return "past:";
        return "";
    }

    private static List<Span> Places(
        IReadOnlyDictionary<string, IReadOnlyList<Span>> found,
        params ReadOnlySpan<string> concepts
    )
    {
        var places = new List<Span>();
        foreach (var concept in concepts)
        {
            if (found.TryGetValue(concept, out var more))
                places.AddRange(more);
        }
        return places;
    }

    /// <summary>
    /// Whether one of the words stands before the place, no farther than <paramref name="reach"/> and in its clause.
    /// </summary>
    private bool Stands(List<Span> words, Span place, int reach) => words.Exists(word => IsBefore(word, place, reach));

    /// <summary>A date that is still to come puts off a signature or a deal; a postponement has one anyway.</summary>
    private static bool IsDatable(string concept) =>
        concept.StartsWith("signed-", StringComparison.Ordinal)
        || concept.StartsWith("agreed-", StringComparison.Ordinal)
        || IsMatter(concept);

    /// <summary>"Signing expected on Friday", "signing set for Geneva".</summary>
    private bool IsDated(Span place) =>
        _dates.Exists(date => IsBefore(date, place, DateReach) || IsBefore(place, date, DateReach));

    private bool IsBefore(Span word, Span place, int reach)
    {
        var end = word.Start + word.Length;
        return word.Field == place.Field
            && end <= place.Start
            && place.Start - end <= reach
            && !entry[place.Field].AsSpan(end, place.Start - end).ContainsAny(ClauseEnds);
    }

    /// <summary>
    /// French says it by the ending (signera, "entrera en vigueur"), Arabic by the beginning (سيوقع, "سيدخل حيز
    /// التنفيذ").
    /// </summary>
    private bool IsFuture(Span place) =>
        entry.Language switch
        {
            Language.French => FrenchFuture().IsMatch(WithVerb(place)),
            Language.Arabic => ArabicFuture().IsMatch(WithVerb(place)),
            _ => false,
        };

    /// <summary>French: violerait, "entrerait en vigueur".</summary>
    private bool IsConditional(Span place) =>
        entry.Language == Language.French && FrenchConditional().IsMatch(WithVerb(place));

    /// <summary>The words, and the one before them in their clause: of "entrera en vigueur" the verb.</summary>
    private ReadOnlySpan<char> WithVerb(Span place)
    {
        var text = entry[place.Field];
        var start = place.Start;
        while (start > 0 && text[start - 1] == ' ')
            start--;
        while (start > 0 && (char.IsLetter(text[start - 1]) || text[start - 1] is '\'' or '’'))
            start--;
        return text.AsSpan(start, place.Start + place.Length - start);
    }

    [GeneratedRegex(
        @"(?<!\p{L})\p{Ll}{2,}(?:era|eront|ira|iront|dra|dront|vra|vront|rra|rront)(?!\p{L})",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex FrenchFuture();

    /// <summary>Nouns end so as well: retrait, portrait.</summary>
    [GeneratedRegex(@"(?<!\p{L})\p{Ll}{2,}(?:er|ir|dr|vr|rr|ttr)ai(?:en)?t(?!\p{L})", RegexOptions.CultureInvariant)]
    private static partial Regex FrenchConditional();

    /// <summary>A prefixed verb; not سياسة, سيطرة, سيادة, سيارة, سيناء, ستار.</summary>
    [GeneratedRegex(
        @"(?<!\p{L})و?س[يتن](?!ا[سدر]|طر|ناء|د\b|ول\b|ر\b|وات|وي|ة|تين)\p{L}{2,}",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex ArabicFuture();
}
