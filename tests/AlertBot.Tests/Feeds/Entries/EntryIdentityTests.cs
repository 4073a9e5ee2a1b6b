using System.Text;
using AlertBot.Feeds;
using AlertBot.Feeds.Entries;
using AlertBot.Feeds.Parsing;
using AlertBot.Storage;
using AlertBot.Tests.Support;
using CsCheck;

namespace AlertBot.Tests.Feeds.Entries;

/// <summary>
/// What makes two entries two: laws on documents at random, read and recorded in a real store, and the kinds of feeds
/// that lost entries.
/// </summary>
public sealed class EntryIdentityTests : IAsyncLifetime
{
    private static readonly string[] Guids = ["", "latest", "desk-1"];
    private static readonly string[] Links =
    [
        "",
        "https://harbour.example.org/live",
        "https://harbour.example.org/live#2",
    ];
    private static readonly string[] Titles = ["", "Bulletin", "Truce in Libya", "Libya counts votes"];
    private static readonly string[] Texts =
    [
        "",
        "Ships wait outside the port.",
        "Votes are counted in Sirte.",
        "Rain.",
    ];

    private static readonly Gen<string[]> Items = Gen.Select(
        OneOf(Guids),
        OneOf(Links),
        OneOf(Titles),
        OneOf(Texts),
        Gen.Int[0, 3],
        Item
    ).Array[1, 12];

    private static Gen<string> OneOf(string[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private TestBot _bot = null!;

    public async ValueTask InitializeAsync() => _bot = await TestBot.CreateAsync(feeds: "feed");

    public ValueTask DisposeAsync() => _bot.DisposeAsync();

    private static string Item(string guid, string link, string title, string text, int hoursAgo) =>
        "<item>"
        + (title.Length > 0 ? $"<title>{title}</title>" : "")
        + (text.Length > 0 ? $"<description>{text}</description>" : "")
        + (guid.Length > 0 ? $"<guid isPermaLink=\"false\">{guid}</guid>" : "")
        + (link.Length > 0 ? $"<link>{link}</link>" : "")
        + (hoursAgo > 0 ? $"<pubDate>{Some.Time.AddHours(-hoursAgo):r}</pubDate>" : "")
        + "</item>";

    private static string Rss(IEnumerable<string> items) =>
        $"<rss version=\"2.0\"><channel><title>t</title>{string.Concat(items)}</channel></rss>";

    private static IReadOnlyList<Entry> Read(IEnumerable<string> items) =>
        FeedDocument.Parse(Encoding.UTF8.GetBytes(Rss(items)), null, Some.Feed("https://harbour.example.org/rss"), 100);

    private static string Said(Entry entry) => $"{entry.Title}\n{entry.Summary}";

    [Fact]
    public void Entries_of_different_title_or_text_are_all_kept() =>
        Items.Holds(items =>
        {
            var document = FeedDocument.Parse(Encoding.UTF8.GetBytes(Rss(items)), null, 100);
            var said = document
                .Entries.Select(e => $"{e.Title}\n{e.Summary}")
                .Where(text => text.Length > 1)
                .Distinct()
                .Count();
            var read = Read(items);

            return read.Count >= said && read.DistinctBy(e => e.Identity).Count() == read.Count;
        });

    [Fact]
    public Task The_same_document_again_in_whatever_order_adds_nothing() =>
        Gen.Select(Items, Gen.Int[0, 1000])
            .HoldsAsync(
                async (items, seed) =>
                {
                    var feed = await FreshFeedAsync();
                    var read = Read(items);
                    var shuffled = items.ToArray();
                    new Random(seed).Shuffle(shuffled);

                    var first = await RecordAsync(feed, read);
                    var again = await RecordAsync(feed, read);
                    var reordered = await RecordAsync(feed, Read(shuffled));

                    return first.Added.Count == read.Count && again.Added.Count == 0 && reordered.Added.Count == 0;
                },
                cases: 60
            );

    [Fact]
    public Task What_a_document_adds_to_another_is_kept() =>
        Gen.Select(Items, Items)
            .HoldsAsync(
                async (before, after) =>
                {
                    var feed = await FreshFeedAsync();
                    await RecordAsync(feed, Read(before));
                    await RecordAsync(feed, Read([.. before, .. after]));

                    var stored = await _bot.Get<Database>()
                        .QueryAsync<string>(
                            "SELECT title || char(10) || summary FROM entries WHERE feed_id = @Id",
                            new { feed.Id },
                            TestContext.Current.CancellationToken
                        );
                    return Read([.. before, .. after]).Select(Said).ToHashSet().SetEquals(stored);
                },
                cases: 60
            );

    [Fact]
    public void Issues_of_a_newsletter_under_one_guid_link_and_title_are_all_kept() =>
        Assert.Equal(
            3,
            Read([
                Item("news", "https://harbour.example.org/", "Newsletter", "One.", 3),
                Item("news", "https://harbour.example.org/", "Newsletter", "Two.", 2),
                Item("news", "https://harbour.example.org/", "Newsletter", "Three.", 1),
            ]).Count
        );

    [Fact]
    public void Entries_of_texts_alone_are_all_kept_and_headed_by_them()
    {
        var read = Read([Item("", "", "", "Rain fell. It was cold.", 0), Item("", "", "", "Ships wait.", 0)]);

        Assert.Equal(["Rain fell.", "Ships wait."], read.Select(e => e.Title));
    }

    [Fact]
    public void Places_on_one_page_are_entries_and_trackers_are_none() =>
        Assert.Equal(
            ["https://harbour.example.org/live", "https://harbour.example.org/live#b"],
            Read([
                    Item("", "https://harbour.example.org/live#xtor=RSS-1", "A", "", 0),
                    Item("", "https://harbour.example.org/live#b", "B", "", 0),
                ])
                .Select(e => e.Identity)
        );

    private async Task<Feed> FreshFeedAsync()
    {
        await _bot.Get<Database>()
            .WriteAsync(
                tx => tx.ExecuteAsync("DELETE FROM entries", null, default),
                TestContext.Current.CancellationToken
            );
        return Some.Feed("https://harbour.example.org/rss") with
        {
            Id = await _bot.AskAsync<long>("SELECT min(id) FROM feeds"),
        };
    }

    private async Task<Recorded> RecordAsync(Feed feed, IReadOnlyList<Entry> entries)
    {
        var (store, ct) = (_bot.Get<EntryStore>(), TestContext.Current.CancellationToken);
        await using var tx = await _bot.Get<Database>().BeginAsync(ct);
        var recorded = await store.RecordAsync(tx, await store.AskAsync(tx, feed, entries, [], ct), ct);
        await tx.CommitAsync(ct);
        return recorded;
    }
}
