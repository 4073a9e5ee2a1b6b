using AlertBot.Chats;

namespace AlertBot.Subscriptions.Commands;

/// <summary>Labels of choices of which some hold, and pages of them where they are many.</summary>
internal static class CheckedChoices
{
    public const int PageSize = 8;

    public static string Label(string text, bool holds) => holds ? $"✅ {text}" : text;

    public static int Pages(int count) => Math.Max(1, (count + PageSize - 1) / PageSize);

    /// <summary>Buttons to the page before and after; no row where there is one page.</summary>
    /// <param name="page">From 0.</param>
    /// <param name="pages">How many there are.</param>
    /// <param name="command">Followed by the page number it is the command of the button.</param>
    public static IEnumerable<IReadOnlyList<Choice>> Turn(int page, int pages, string command)
    {
        if (pages < 2)
            yield break;
        var row = new List<Choice>();
        if (page > 0)
            row.Add(new Choice($"◀ {page}/{pages}", $"{command} {page - 1}"));
        if (page < pages - 1)
            row.Add(new Choice($"{page + 2}/{pages} ▶", $"{command} {page + 1}"));
        yield return row;
    }
}
