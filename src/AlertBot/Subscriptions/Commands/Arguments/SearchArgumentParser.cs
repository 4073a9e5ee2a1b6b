using System.Text.RegularExpressions;
using AlertBot.Rules.Words;
using AlertBot.Search;

namespace AlertBot.Subscriptions.Commands.Arguments;

/// <summary>Reads a search as it is typed into a chat.</summary>
internal static partial class SearchArgumentParser
{
    private static readonly Dictionary<string, string> Keys = new[]
    {
        ("topic", "topic thème موضوع الموضوع"),
        ("source", "source مصدر المصدر"),
        ("state", "state état حالة الحالة"),
        ("place", "place lieu مكان المكان"),
    }
        .SelectMany(known => known.Item2.Split(' ').Select(word => (Word: Folding.Letters(word), Key: known.Item1)))
        .ToDictionary(word => word.Word, word => word.Key, StringComparer.Ordinal);

    /// <summary>
    /// <c>"prisoner exchange" -film 30d</c>, with <c>topic:oil</c>, <c>source:"Al Jazeera"</c>, <c>state:signed</c>,
    /// <c>place:طرابلس</c> anywhere.
    /// </summary>
    public static SearchRequest Parse(string text)
    {
        var request = new SearchRequest();
        var rest = Filter()
            .Replace(text, filter =>
            {
                if (!Keys.TryGetValue(Folding.Letters(filter.Groups["key"].Value), out var key))
                    return filter.Value;
                var value = filter.Groups["quoted"].Success
                    ? filter.Groups["quoted"].Value
                    : filter.Groups["word"].Value;
                request = key switch
                {
                    "topic" => request with { Topic = value.Trim() },
                    "source" => request with { Source = value.Trim() },
                    "state" => request with { State = value.Trim() },
                    _ => request with { Place = value.Trim() },
                };
                return " ";
            })
            .Trim();
        return MuteArgumentParser.ReadLength(rest) is { } past && past.Length > TimeSpan.Zero
            ? request with
            {
                Words = past.Before,
                Past = past.Length,
            }
            : request with
            {
                Words = rest,
            };
    }

    [GeneratedRegex(
        """(?<!\S)(?<key>\p{L}+)[:：](?:["“«](?<quoted>[^"”»]*)["”»]|(?<word>\S+))""",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Filter();
}
