using AlertBot.Localization;

namespace AlertBot.Subscriptions;

/// <summary>What a filter asks of a report: its language, and who published it.</summary>
/// <param name="Language">The language it is in.</param>
/// <param name="Publisher">Its publisher.</param>
/// <param name="Title">The name of its feed; null for none.</param>
/// <param name="Family">The publisher's house; null for none.</param>
/// <param name="Camp">The publisher's camp; null for none.</param>
internal readonly record struct ReportOrigin(
    Language Language,
    string Publisher,
    string? Title,
    string? Family,
    string? Camp
);

/// <summary>
/// Which reports a chat is told of, by language, source and camp. An event whose first report does not pass is told by
/// the first one that does.
/// </summary>
internal sealed record ReportFilter
{
    /// <summary>How a filter of camps names the sources that belong to none.</summary>
    public const string NoCamp = "none";

    public static ReportFilter Open { get; } = new();

    /// <summary>In the order of the languages; empty for all of them.</summary>
    public IReadOnlyList<Language> Languages { get; init; } = [];

    /// <summary>Publishers, houses and names of feeds.</summary>
    public NameFilter Sources { get; init; } = NameFilter.Every;

    /// <summary>Camps as feeds.yaml names them, or <see cref="NoCamp"/>.</summary>
    public NameFilter Camps { get; init; } = NameFilter.Every;

    /// <summary>Whether every report passes.</summary>
    public bool IsOpen => Languages.Count == 0 && Sources.IsEvery && Camps.IsEvery;

    public bool Takes(ReportOrigin origin) =>
        (Languages.Count == 0 || Languages.Contains(origin.Language))
        && Sources.Takes(origin.Publisher, origin.Title, origin.Family)
        && Camps.Takes(origin.Camp ?? NoCamp);
}

/// <summary>Which names are taken: only some, or all but some.</summary>
/// <param name="IsOnly">Whether only these are taken; else all but these.</param>
/// <param name="Names">Which; with none of them every name is taken.</param>
internal sealed record NameFilter(bool IsOnly, IReadOnlyList<string> Names)
{
    /// <summary>More make no list that anybody reads.</summary>
    public const int Most = 100;

    public static NameFilter Every { get; } = new(false, []);

    public bool IsEvery => Names.Count == 0;

    /// <summary>Whether something that bears these names is taken; null is no name.</summary>
    public bool Takes(params ReadOnlySpan<string?> names)
    {
        if (IsEvery)
            return true;
        foreach (var name in names)
        {
            if (name is not null && Names.Contains(name, StringComparer.OrdinalIgnoreCase))
                return IsOnly;
        }
        return !IsOnly;
    }

    /// <summary>The filter that takes this name, or no longer does, and is else the same.</summary>
    public NameFilter With(string name, bool isTaken)
    {
        var others = Names.Where(known => !known.Equals(name, StringComparison.OrdinalIgnoreCase));
        IReadOnlyList<string> names = isTaken == IsOnly ? [.. others, name] : [.. others];
        return names.Count == 0 ? Every : this with { Names = names };
    }
}
