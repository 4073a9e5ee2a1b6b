using AlertBot.Feeds.Entries;
using AlertBot.Localization;
using AlertBot.Rules;
using AlertBot.Stories.Grouping;
using AlertBot.Tests.Support;

namespace AlertBot.Tests.Rules.Relevance;

/// <summary>
/// Topic, weight and state of headlines with a lead, of wars that no other set holds and of ordinary matters, written
/// as newsrooms would. The floors are a little under what was measured (docs/relevance.md).
/// </summary>
public sealed class LeadsTests
{
    private sealed record Labelled(string Topic, string Weight, string? State, Entry Entry);

    [Theory]
    [InlineData("ar", 0.92)]
    [InlineData("en", 0.92)]
    [InlineData("fr", 0.92)]
    public void Entries_of_other_wars_stand_under_their_topic_and_no_ordinary_one_does(string language, double floor)
    {
        var met = Read(language)
            .Select(labelled => (labelled.Topic, labelled.Entry.Title, Met: ShippedRules.Set.Match(labelled.Entry)))
            .ToList();
        var missed = met.Where(m => m.Topic.Length > 0 && m.Met.All(match => match.Rule.Id != m.Topic)).ToList();

        Assert.DoesNotContain(met, m => m.Topic.Length == 0 && m.Met.Count > 0);
        Assert.True(
            1 - ((double)missed.Count / met.Count(m => m.Topic.Length > 0)) >= floor,
            string.Join('\n', missed.Select(m => $"{m.Topic}\t{m.Title}"))
        );
    }

    [Fact]
    public void Most_have_the_weight_and_the_state_that_a_reader_gives_them()
    {
        var read = ((string[])["ar", "en", "fr"])
            .SelectMany(Read)
            .Where(labelled => labelled.Topic.Length > 0)
            .Select(labelled => (Labelled: labelled, Said: SaidBy(labelled.Entry)))
            .ToList();
        var wrong = read.Where(r => r.Said.State != r.Labelled.State).ToList();
        var weighed = read.Where(r => r.Said.CanAnnounce).ToList();

        Assert.True(
            wrong.Count <= read.Count * 0.2,
            string.Join('\n', wrong.Select(r => $"{r.Labelled.State} > {r.Said.State}\t{r.Labelled.Entry.Title}"))
        );
        Assert.True(weighed.Count(r => r.Said.IsMust == (r.Labelled.Weight == "must")) >= weighed.Count * 0.9);
    }

    private static AlertBot.Stories.ReportFacts SaidBy(Entry entry) =>
        EventGrouper.FactsOf(
            new MatchedEntry(new StoredEntry(1, Some.Feed(), entry, Some.Time), ShippedRules.Set.Match(entry))
        )(null);

    private static IEnumerable<Labelled> Read(string language) =>
        File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Rules", "Relevance", "leads.tsv"))
            .Select(line => line.Split('\t'))
            .Where(line => line[0] == language)
            .Select(line => new Labelled(
                line[1],
                line[2],
                line[3].Length > 0 ? line[3] : null,
                new Entry
                {
                    Identity = line[4],
                    Title = line[4],
                    Summary = line[5],
                    Language = LanguageCodes.Parse(language)!.Value,
                }
            ));
}
