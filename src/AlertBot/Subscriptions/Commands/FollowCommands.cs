using System.Globalization;
using AlertBot.Chats;
using AlertBot.Localization;
using AlertBot.Rules.Follows;
using AlertBot.Rules.Loading;
using AlertBot.Stories;

namespace AlertBot.Subscriptions.Commands;

/// <summary>
/// Words of its own that a chat follows: <c>/follow ترهونة</c>, <c>/follow "prisoner exchange" -film</c>.
/// </summary>
internal sealed class FollowCommands(SubscriptionStore store, FollowPreview preview)
{
    private const int LongestHeadline = 120;
    private const int ButtonsInRow = 2;
    private const int LongestLabel = 20;

    /// <summary><c>/follow WORDS</c>: follows them and says what they would have brought; without words, how.</summary>
    public async Task<Reply> FollowAsync(CommandContext context, CancellationToken ct)
    {
        var (subscription, texts) = (context.Subscription, context.Texts);
        if (context.Words.Length == 0)
            return List(context);
        if (!FollowExpression.TryParse(context.Words, out var expression, out var fault))
            return context.Reply(Problem(fault, context));
        if (subscription.Follows.FirstOrDefault(follow => follow.Expression.IsSameAs(expression)) is { } same)
            return context.Reply(SafeText.Fill(texts.FollowedAlready, expression.Text, same.Number));
        if (subscription.Follows.Count >= Follow.Most)
            return context.Reply(SafeText.Fill(texts.FollowsFull, Follow.Most));
        var history = await preview.LookUpAsync(expression, ct);
        var follow = new Follow(NextNumber(subscription), expression);
        await store.SaveAsync(subscription with { Follows = [.. subscription.Follows, follow] }, ct);
        return context.Panel(
            string.Join('\n', Lines(follow, history, context)),
            [
                [Ending(follow)],
            ]
        ) with
        {
            Replaces = false,
        };
    }

    /// <summary><c>/follows</c>: each with its number and a button that ends it.</summary>
    public Reply List(CommandContext context)
    {
        var (follows, texts) = (context.Subscription.Follows, context.Texts);
        string[] lines =
        [
            .. follows.Count == 0 ? [texts.FollowsNone] : Numbered(follows).Prepend(texts.Follows),
            "",
            texts.FollowHow,
        ];
        return context.Panel(
            string.Join('\n', lines),
            context.Subscription.ByOperator ? [] : follows.Select(Ending).Chunk(ButtonsInRow)
        );
    }

    /// <summary><c>/unfollow 2</c>, the words themselves, or <c>all</c>.</summary>
    public async Task<Reply> UnfollowAsync(CommandContext context, CancellationToken ct)
    {
        var (subscription, texts) = (context.Subscription, context.Texts);
        if (context.Words.Length == 0)
            return List(context);
        var ended = Named(context.Words, subscription.Follows);
        if (ended.Count == 0)
            return context.Reply(
                string.Join(
                    '\n',
                    Numbered(subscription.Follows).Prepend(SafeText.Fill(texts.FollowUnknown, context.Words))
                )
            );
        var changed = subscription with { Follows = [.. subscription.Follows.Except(ended)] };
        await store.SaveAsync(changed, ct);
        var said = texts.Unfollowed.Replace(
            "{0}",
            texts.List(ended.Select(follow => follow.Expression.Text)),
            StringComparison.Ordinal
        );
        var list = List(context with { Subscription = changed });
        return list with { Text = $"{said}\n\n{list.Text}" };
    }

    /// <summary>What a chat follows in words of its own, in one line; none where it follows nothing so.</summary>
    public static IEnumerable<string> Describe(Subscription subscription, ChatTexts texts) =>
        subscription.Follows.Count == 0
            ? []
            :
            [
                texts.StatusFollows.Replace(
                    "{0}",
                    texts.List(subscription.Follows.Select(follow => follow.Expression.Text)),
                    StringComparison.Ordinal
                ),
            ];

    private static IEnumerable<string> Lines(Follow follow, FollowHistory history, CommandContext context)
    {
        var texts = context.Texts;
        yield return SafeText.Fill(texts.Followed, follow.Number, follow.Expression.Text);
        var spellings = follow
            .Expression.Wanted.SelectMany(Gazetteer.Names.SpellingsOf)
            .Select(term => TermMarks.WithoutAny(term.Text))
            .Distinct()
            .ToList();
        if (spellings.Count > 0)
            yield return texts.FollowSpellings.Replace("{0}", texts.List(spellings), StringComparison.Ordinal);
        yield return "";
        yield return texts.FollowWouldHave.For(context.Language, history.Reports);
        foreach (var headline in history.Newest)
            yield return $"• {SafeText.Isolate(Shorten(MarkedText.WithoutMarks(headline)))}";
        if (history.IsTooMuch)
            yield return $"\n{texts.FollowTooMuch}";
    }

    private static string Problem(FollowFault fault, CommandContext context) =>
        fault switch
        {
            FollowFault.TooLong => SafeText.Fill(context.Texts.FollowTooLong, FollowExpression.LongestText),
            FollowFault.TooMany => SafeText.Fill(context.Texts.FollowTooMany, FollowExpression.MostParts),
            FollowFault.Alternatives => context.Texts.FollowAlternatives,
            _ => $"{context.Texts.FollowUnreadable}\n\n{context.Texts.FollowHow}",
        };

    /// <summary>Those that words name: by number, by the words themselves, or all.</summary>
    public static IReadOnlyList<Follow> Named(string words, IReadOnlyList<Follow> follows)
    {
        if (words.Equals(Subscription.AllTopics, StringComparison.OrdinalIgnoreCase))
            return follows;
        var number = int.TryParse(words, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : 0;
        var isExpression = FollowExpression.TryParse(words, out var expression, out _);
        return
        [
            .. follows.Where(follow =>
                follow.Number == number || (isExpression && follow.Expression.IsSameAs(expression))
            ),
        ];
    }

    /// <summary>
    /// No number comes again while a later one stands, so that an old button ends nothing else.
    /// </summary>
    private static int NextNumber(Subscription subscription) =>
        subscription.Follows.Select(follow => follow.Number).DefaultIfEmpty(0).Max() + 1;

    private static IEnumerable<string> Numbered(IEnumerable<Follow> follows) =>
        follows.Select(follow => $"{follow.Number}. {SafeText.Isolate(follow.Expression.Text)}");

    private static Choice Ending(Follow follow) =>
        new($"✕ {follow.Number}. {Shorten(follow.Expression.Text, LongestLabel)}", $"unfollow {follow.Number}");

    private static string Shorten(string text, int longest = LongestHeadline) =>
        text.Length > longest ? $"{text[..longest]}…" : text;
}
