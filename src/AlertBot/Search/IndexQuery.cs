using AlertBot.Rules.Follows;
using AlertBot.Rules.Matching;
using AlertBot.Stories;

namespace AlertBot.Search;

/// <summary>
/// What the index is asked for words: of each word or phrase any of its spellings, of each spelling all of its words,
/// of each word any of its keys. Words to leave out are left to the text, since a key finds too much.
/// </summary>
internal static class IndexQuery
{
    /// <summary>In the notation of SQLite's FTS5.</summary>
    public static string ForSqlite(IEnumerable<FollowExpression> words) =>
        Write(words, " AND ", " OR ", key => key[^1] == '*' ? $"\"{key[..^1]}\" *" : $"\"{key}\"");

    /// <summary>In the notation of PostgreSQL's tsquery.</summary>
    public static string ForPostgres(IEnumerable<FollowExpression> words) =>
        Write(words, " & ", " | ", key => key[^1] == '*' ? $"'{key[..^1]}':*" : $"'{key}'");

    private static string Write(
        IEnumerable<FollowExpression> words,
        string and,
        string or,
        Func<string, string> quote
    ) =>
        string.Join(
            and,
            words
                .SelectMany(expression => expression.Wanted)
                .Select(part =>
                    Group(
                        or,
                        FollowCompiler
                            .TermsOf(part, Gazetteer.Names.SpellingsOf)
                            .Select(term =>
                                Group(and, term.Steps.Select(step => Keys(step.Word, or, quote)).Distinct())
                            )
                            .Distinct()
                    )
                )
        );

    private static string Keys(TermWord word, string or, Func<string, string> quote) =>
        Group(or, WordKeys.OfTerm(word).Select(quote));

    private static string Group(string sign, IEnumerable<string> parts) => $"({string.Join(sign, parts)})";
}
