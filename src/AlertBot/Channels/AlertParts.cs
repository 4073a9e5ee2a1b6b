using System.Globalization;
using System.Text;
using AlertBot.Config;
using AlertBot.Rules;
using AlertBot.Subscriptions;

namespace AlertBot.Channels;

/// <summary>The small parts of an alert that every channel words the same.</summary>
internal static class AlertParts
{
    public static string Mark(Urgency urgency) => urgency switch
    {
        Urgency.High => "🔴",
        Urgency.Normal => "🟠",
        _ => "🔵",
    };

    /// <summary>Topics as hashtags in the chat's language: what networks take for one is letters, digits and underscores.</summary>
    public static string Hashtags(Alert alert) => string.Join(' ', alert.Topics.Select(topic => Hashtag(topic.Title)));

    /// <summary><c>agreed · Publisher · 2026-11-24 09:10 UTC+02:00 · 3 sources</c>, each part in an isolate of its own.</summary>
    public static string Origin(Alert alert, Language language, int mostPublisher = 80)
    {
        var parts = new List<string>(alert.State is null ? [] : [ChatTexts.Isolate(alert.State)]) { ChatTexts.Isolate(SafeText.Cut(SafeText.Clean(alert.Publisher), mostPublisher)), ChatTexts.Isolate(Time(alert.Published)) };
        if (alert.Sources > 1)
            parts.Add(ChatTexts.For(language).Sources.For(language, alert.Sources));
        return string.Join(" · ", parts);
    }

    /// <summary>The mark that makes a line of this language run in its direction; empty for left to right, which is the default.</summary>
    public static string Direction(Language language) => language == Language.Arabic ? $"{SafeText.RightToLeft}" : "";

    /// <summary>What changed since the chat was last told, as a line of its own; null when there is nothing to say.</summary>
    public static string? Development(Alert alert, Language language) =>
        alert.Development is { Length: > 0 } what ? $"{Direction(language)}↻ {ChatTexts.Fill(ChatTexts.For(language).WhatChanged, SafeText.Cut(SafeText.Clean(what), 200))}" : null;

    private static string Time(DateTimeOffset time) => ChatTexts.Time(time, NodaTime.DateTimeZone.ForOffset(NodaTime.Offset.FromTimeSpan(time.Offset)));

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
