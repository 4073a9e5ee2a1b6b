using AlertBot.Rules.Words;
using AlertBot.Subscriptions.Briefs;

namespace AlertBot.Subscriptions.Commands.Arguments;

/// <summary>What is asked of a brief.</summary>
internal enum BriefKind
{
    /// <summary>What was written says nothing.</summary>
    Unclear,

    /// <summary>None any more.</summary>
    Off,

    /// <summary>At a time, from now on.</summary>
    At,

    /// <summary>One now, as a message.</summary>
    Now,

    /// <summary>One now, as a file of Markdown.</summary>
    Markdown,

    /// <summary>One now, as a page.</summary>
    Html,
}

/// <summary>Reads what follows <c>/brief</c>.</summary>
/// <param name="Kind">What is asked.</param>
/// <param name="Time">When; null where that is not asked.</param>
/// <param name="IsWeek">Whether what is asked for now looks back on seven days.</param>
internal sealed record BriefArgumentParser(BriefKind Kind, BriefTime? Time = null, bool IsWeek = false)
{
    private static readonly HashSet<string> Now = Folded("now", "maintenant", "الآن");
    private static readonly HashSet<string> Weeks = Folded("week", "semaine", "أسبوع", "الأسبوع");
    private static readonly HashSet<string> Markdown = Folded("file", "md", "markdown", "fichier", "ملف");
    private static readonly HashSet<string> Html = Folded("html", "page", "صفحة");
    private static readonly HashSet<string> Daily = Folded("daily", "every day", "chaque jour", "كل يوم", "يومي");

    /// <summary><c>08:00</c>, <c>sunday 8</c>, <c>off</c>, <c>now</c>, <c>now week</c>, <c>file</c>.</summary>
    public static BriefArgumentParser Parse(string words)
    {
        var text = TimeArgumentParser.AsciiDigits(words).Trim();
        var pieces = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var isWeek = pieces.Length > 1 && Weeks.Contains(Folding.Letters(pieces[^1]));
        var asked = Folding.Letters(isWeek ? string.Join(' ', pieces[..^1]) : text);
        if (Now.Contains(asked) || Markdown.Contains(asked) || Html.Contains(asked))
            return new(
                Now.Contains(asked) ? BriefKind.Now
                    : Html.Contains(asked) ? BriefKind.Html
                    : BriefKind.Markdown,
                null,
                isWeek
            );
        if (OnOff.Parse(text, whenEmpty: null) == false)
            return new(BriefKind.Off);
        return ReadTime(text, pieces) is { } time ? new(BriefKind.At, time) : new(BriefKind.Unclear);
    }

    private static BriefTime? ReadTime(string text, string[] pieces)
    {
        if (Daily.Contains(Folding.Letters(text)))
            return new(BriefTime.UsualHour, null);
        if (pieces.Length == 0)
            return null;
        if (TimeArgumentParser.ReadDay(pieces[0]) is not { } day)
            return TimeArgumentParser.ReadTimes(text) is [var at] ? new(at, null) : null;
        if (pieces.Length == 1)
            return new(BriefTime.UsualHour, day);
        return TimeArgumentParser.ReadTimes(string.Join(' ', pieces[1..])) is [var hour] ? new(hour, day) : null;
    }

    private static HashSet<string> Folded(params string[] words) => [.. words.Select(Folding.Letters)];
}
