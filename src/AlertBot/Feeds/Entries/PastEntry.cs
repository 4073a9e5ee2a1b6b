using AlertBot.Feeds.Parsing.Text;
using AlertBot.Localization;

namespace AlertBot.Feeds.Entries;

/// <summary>An entry read back from the store.</summary>
internal sealed record PastEntry(long Id, string Publisher, DateTimeOffset FirstSeen, Entry Entry);

/// <summary>A row of <c>entries</c> with its publisher, as Dapper reads it.</summary>
internal sealed class PastEntryRow
{
    public long Id { get; init; }
    public required string Publisher { get; init; }
    public DateTimeOffset FirstSeen { get; init; }
    public DateTimeOffset? Published { get; init; }
    public required string Language { get; init; }
    public string? Link { get; init; }
    public required string Title { get; init; }
    public required string Summary { get; init; }
    public required string Body { get; init; }

    public PastEntry ToEntry() =>
        new(
            Id,
            Publisher,
            FirstSeen,
            new Entry
            {
                Identity = $"{Id}",
                Title = Title,
                Summary = Summary,
                Body = Body,
                Boilerplate = Boilerplate.Find(Title, Summary, Body),
                Language = LanguageCodes.Parse(Language) ?? AlertBot.Localization.Language.English,
                Link = Link is null ? null : new Uri(Link),
                Published = Published,
            }
        );
}
