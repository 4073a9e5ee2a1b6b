using AlertBot.Feeds.Entries;
using AlertBot.Feeds.Parsing.Text;
using AlertBot.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace AlertBot.Tests.Feeds.Parsing;

/// <summary>A lead that a publisher repeats is hidden, though each poll brings one entry that has it.</summary>
public sealed class LeadsOfTheDayTests
{
    private const string Lead = "Our correspondents follow the truce and the talks of the two sides, hour by hour.";

    private static readonly string[] Titles = ["One", "Two", "Three"];

    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 3, 5, 9, 0, 0, TimeSpan.Zero));
    private readonly LeadsOfTheDay _leads;

    public LeadsOfTheDayTests() => _leads = new LeadsOfTheDay(_clock);

    [Fact]
    public void The_third_entry_of_a_day_shows_that_the_lead_is_the_pages()
    {
        Assert.Empty(Read("One").Boilerplate);
        Assert.Empty(Read("Two").Boilerplate);
        Assert.Equal([new Span(Field.Summary, 0, Lead.Length)], Read("Three").Boilerplate);
    }

    [Fact]
    public void The_same_entry_listed_again_repeats_nothing()
    {
        for (var poll = 0; poll < 5; poll++)
            Assert.Empty(Read("One").Boilerplate);
    }

    [Fact]
    public void Another_days_entries_repeat_nothing()
    {
        Read("One");
        Read("Two");
        _clock.Advance(TimeSpan.FromDays(1));

        Assert.Empty(Read("Three").Boilerplate);
    }

    [Fact]
    public void Another_publishers_entries_repeat_nothing()
    {
        Read("One");
        Read("Two");

        Assert.Empty(Read("Three", publisher: "b").Boilerplate);
    }

    [Fact]
    public void Entries_without_a_date_are_of_the_day_they_were_seen()
    {
        Read("One", dated: false);
        Read("Two", dated: false);

        Assert.NotEmpty(Read("Three", dated: false).Boilerplate);
        _clock.Advance(TimeSpan.FromDays(1));
        Assert.Empty(Read("Four", dated: false).Boilerplate);
    }

    [Fact]
    public void One_document_of_an_older_day_is_seen_through_as_well()
    {
        var old = Titles.Select(title => Entry(title, _clock.GetUtcNow().AddDays(-9))).ToList();
        var toMatch = _leads.HideRepeated("a", old);

        Assert.All(old, entry => Assert.Single(toMatch(entry).Boilerplate));
    }

    /// <summary>Polls a document of one entry.</summary>
    private Entry Read(string title, string publisher = "a", bool dated = true)
    {
        _clock.Advance(TimeSpan.FromMinutes(15));
        var entry = Entry(title, dated ? _clock.GetUtcNow() : null);
        return _leads.HideRepeated(publisher, [entry])(entry);
    }

    private static Entry Entry(string title, DateTimeOffset? published) =>
        Some.Entry(title, Lead) with
        {
            Published = published,
        };
}
