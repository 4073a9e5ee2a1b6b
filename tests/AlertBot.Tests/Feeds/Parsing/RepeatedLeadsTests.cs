using AlertBot.Feeds.Entries;
using AlertBot.Feeds.Parsing.Text;
using AlertBot.Tests.Support;

namespace AlertBot.Tests.Feeds.Parsing;

/// <summary>A lead that one feed repeats counts for none of its entries.</summary>
public sealed class RepeatedLeadsTests
{
    private const string Lead = "Our correspondents follow the truce and the talks of the two sides, hour by hour.";
    private static readonly DateTimeOffset Noon = new(2026, 3, 5, 12, 0, 0, TimeSpan.Zero);

    private static readonly string[] Titles = ["One", "Two", "Three"];

    [Fact]
    public void A_lead_under_several_headlines_of_a_day_is_hidden_in_each()
    {
        var entries = new[] { Entry("One", Noon), Entry("Two", Noon.AddHours(1)), Entry("Three", Noon.AddHours(2)) };
        var leads = RepeatedLeads.In("a", entries);

        Assert.All(entries, entry =>
            Assert.Equal([new Span(Field.Summary, 0, Lead.Length)], leads.Hide("a", entry).Boilerplate)
        );
    }

    [Fact]
    public void In_a_body_only_the_lead_is_hidden()
    {
        var text = Lead + new string('x', 900);
        var entries = Titles.Select(title => Entry(title, Noon) with { Summary = "", Body = text }).ToList();

        var hidden = Assert.Single(RepeatedLeads.In("a", entries).Hide("a", entries[0]).Boilerplate);

        Assert.Equal((Field.Body, 600), (hidden.Field, hidden.Length));
    }

    [Fact]
    public void Two_entries_days_publishers_and_one_headline_repeat_nothing()
    {
        var entries = new[]
        {
            Entry("One", Noon),
            Entry("Two", Noon),
            Entry("Two", Noon),
            Entry("Three", Noon.AddDays(1)),
        };
        var leads = RepeatedLeads.In("a", entries);
        leads.Add("b", Entry("Four", Noon));

        Assert.All(entries, entry => Assert.Empty(leads.Hide("a", entry).Boilerplate));
        Assert.Empty(leads.Hide("b", Entry("Four", Noon)).Boilerplate);
    }

    [Fact]
    public void Short_leads_stay()
    {
        var entries = Titles.Select(title => Entry(title, Noon) with { Summary = "Truce" }).ToList();

        Assert.Empty(RepeatedLeads.In("a", entries).Hide("a", entries[0]).Boilerplate);
    }

    [Fact]
    public void Days_gone_by_are_forgotten()
    {
        var entries = new[] { Entry("One", Noon), Entry("Two", Noon), Entry("Three", Noon) };
        var leads = RepeatedLeads.In("a", entries);
        leads.ForgetBefore(new DateOnly(2026, 3, 6));

        Assert.Empty(leads.Hide("a", entries[0]).Boilerplate);
    }

    private static Entry Entry(string title, DateTimeOffset published) =>
        Some.Entry(title, Lead) with
        {
            Published = published,
        };
}
