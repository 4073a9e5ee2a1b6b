using System.Globalization;
using System.Text;
using AlertBot.Chats;
using AlertBot.Localization;
using AlertBot.Rules;
using AlertBot.Stories.TalksState;
using AlertBot.Subscriptions.Commands;

namespace AlertBot.Channels;

/// <summary>The small parts of an alert that every channel words the same.</summary>
internal static class AlertLabels
{
    public static string Mark(Urgency urgency) =>
        urgency switch
        {
            Urgency.High => "🔴",
            Urgency.Normal => "🟠",
            _ => "🔵",
        };

    /// <summary>
    /// Topics as hashtags in the chat's language: what networks take for one is letters, digits and underscores.
    /// </summary>
    public static string Hashtags(Alert alert) => string.Join(' ', alert.Topics.Select(topic => Hashtag(topic.Title)));

    /// <summary>
    /// <c>agreed · Publisher · source in Arabic · 2026-11-24 09:10 UTC+02:00 · 3 sources · both camps</c>, what comes
    /// from outside in an isolate of its own.
    /// </summary>
    public static string Origin(Alert alert, Language language, int mostPublisher = 80)
    {
        var parts = new List<string>(alert.State is null ? [] : [SafeText.Isolate(alert.State)])
        {
            SafeText.Isolate(SafeText.Cut(SafeText.Clean(alert.Publisher), mostPublisher)),
        };
        if (Wording(alert, language) is { } wording)
            parts.Add(wording);
        parts.Add(SafeText.Isolate(Time(alert.Published)));
        return string.Join(" · ", parts.Concat(Corroboration(alert, language)));
    }

    /// <summary>Who says what, as a card shows it: the first of many.</summary>
    public static IReadOnlyList<Side> Sides(IReadOnlyList<Claim> claims, Language language)
    {
        const int most = 6;
        return
        [
            .. claims
                .Take(most)
                .Select(claim => new Side(
                    StateNames.Find(claim.State)?.In(language) ?? claim.State,
                    claim.Publisher,
                    claim.Camp is { } camp ? ChatTexts.For(language).CampName(camp) : null,
                    Uri.TryCreate(claim.Link, UriKind.Absolute, out var link) ? link : null
                )),
        ];
    }

    /// <summary>The heading over what contradicting sources say; null where none do.</summary>
    public static string? SidesHeading(Alert alert, Language language) =>
        alert.Sides.Count == 0 ? null : $"{Direction(language)}⚖ {ChatTexts.For(language).ClaimsHeading}";

    /// <summary><c>• agreed: Publisher (eastern camp)</c>, what comes from outside in an isolate of its own.</summary>
    public static string SideLine(Side side, Language language)
    {
        const int longest = 60;
        var publisher = SafeText.Isolate(SafeText.Cut(SafeText.Clean(side.Publisher), longest));
        var who = side.Camp is { } camp
            ? $"{publisher} ({SafeText.Isolate(SafeText.Cut(SafeText.Clean(camp), longest))})"
            : publisher;
        return $"{Direction(language)}• "
            + ChatTexts
                .For(language)
                .ClaimBy.Replace("{0}", SafeText.Isolate(side.Claim), StringComparison.Ordinal)
                .Replace("{1}", who, StringComparison.Ordinal);
    }

    /// <summary>What was recognised in a report of another language, as a line of its own; null for nothing.</summary>
    public static string? Gist(Alert alert, Language language) =>
        alert.Gist is { Length: > 0 } gist ? $"{Direction(language)}≈ {SafeText.Cut(SafeText.Clean(gist), 300)}" : null;

    /// <summary>How many sources there are, and for which sides they speak.</summary>
    public static IEnumerable<string> Corroboration(Alert alert, Language language)
    {
        var texts = ChatTexts.For(language);
        if (alert.Sources < 2)
            yield break;
        yield return texts.Sources.For(language, alert.Sources);
        if (alert.Camps is { Count: 2, Known: 2 })
            yield return texts.BothCamps;
        else if (alert.Camps.Count > 1)
            yield return texts.Camps.For(language, alert.Camps.Count);
        else if (alert.Camps is { Count: 1, Unaligned: 0 })
            yield return texts.OneCamp;
    }

    /// <summary>
    /// What a reader must know of the words: that a machine wrote them, or that they are in another language than the
    /// chat's; else null.
    /// </summary>
    public static string? Wording(Alert alert, Language language) =>
        alert.RewrittenFrom is { } source
            ? ChatTexts.For(language).ByMachine[source == language ? "same" : source.Code()]
        : alert.TextLanguage == language ? null
        : ChatTexts.For(language).SourceIn[alert.TextLanguage.Code()];

    /// <summary>
    /// The mark that makes a line of this language run in its direction; empty for left to right, which is the default.
    /// </summary>
    public static string Direction(Language language) => language == Language.Arabic ? $"{SafeText.RightToLeft}" : "";

    /// <summary>
    /// What was wrong with it, or else what changed since the chat was last told, as a line of its own; null when there
    /// is nothing to say.
    /// </summary>
    public static string? Development(Alert alert, Language language) =>
        alert.Correction is { } right
            ? $"{Direction(language)}⚠ "
                + SafeText.Fill(ChatTexts.For(language).Correction, SafeText.Cut(SafeText.Clean(right), 500))
        : alert.Development is { Length: > 0 } what
            ? $"{Direction(language)}↻ "
                + SafeText.Fill(ChatTexts.For(language).WhatChanged, SafeText.Cut(SafeText.Clean(what), 200))
        : null;

    /// <summary>The line under a headline in a digest: where it comes from, and what changed.</summary>
    public static string DigestLine(Alert alert, Language language, int mostPublisher) =>
        Origin(alert, language, mostPublisher)
        + (alert.Sides.Count > 0 ? $" · ⚖ {ChatTexts.For(language).ClaimsHeading}" : "")
        + (
            alert.Correction is { } right ? $" · ⚠ {SafeText.Isolate(SafeText.Cut(SafeText.Clean(right), 120))}"
            : alert.Development is { Length: > 0 } what
                ? $" · ↻ {SafeText.Isolate(SafeText.Cut(SafeText.Clean(what), 60))}"
            : ""
        );

    /// <summary>A topic's title over its alerts in a digest; null where there is one topic or none.</summary>
    public static string? TopicLine(string title, Language language) =>
        title.Length == 0 ? null : $"{Direction(language)}▪ {SafeText.Cut(SafeText.Clean(title), 30)}";

    private static string Time(DateTimeOffset time) =>
        ChatTexts.Time(time, NodaTime.DateTimeZone.ForOffset(NodaTime.Offset.FromTimeSpan(time.Offset)));

    private static string Hashtag(string title)
    {
        var tag = new StringBuilder("#");
        foreach (var c in title.Normalize(NormalizationForm.FormC))
        {
            if (char.IsLetterOrDigit(c) || char.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark)
                tag.Append(c);
            else if (tag[^1] is not ('_' or '#'))
                tag.Append('_');
        }
        return tag.ToString().TrimEnd('_');
    }
}
