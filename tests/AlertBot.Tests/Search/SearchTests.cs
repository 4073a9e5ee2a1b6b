using System.Net;
using System.Text.Json;
using AlertBot.Search;
using AlertBot.Storage;
using AlertBot.Tests.Support;
using AlertBot.Tests.Web;

namespace AlertBot.Tests.Search;

/// <summary>What is found of what is stored, by words in their forms and by filters.</summary>
public class SearchTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static async Task<TestBot> BotAsync(params string[] titles)
    {
        var bot = await TestBot.CreateAsync(feeds: ["harbour", "shahed"]);
        bot.Feeds.Serve("harbour", Some.Rss([.. titles.Select((title, i) => (title, titles.Length - i))]));
        bot.Feeds.Serve("shahed", Some.Rss());
        await bot.PollAsync();
        return bot;
    }

    private static async Task<IReadOnlyList<string>> FindAsync(TestBot bot, SearchRequest request)
    {
        var (query, problem) = await bot.Get<SearchReader>().ReadAsync(request, Ct);
        Assert.Null(problem);
        return [.. (await bot.Get<EntrySearch>().FindAsync(query!, null, 10, Ct)).Hits.Select(hit => hit.Title)];
    }

    private static Task<IReadOnlyList<string>> FindAsync(TestBot bot, string words) =>
        FindAsync(bot, new SearchRequest { Words = words });

    [Theory]
    [InlineData("exchange", "Prisoners exchanged at the border")]
    [InlineData("prisoner", "Prisoners exchanged at the border")]
    [InlineData("الأسرى", "تبادل للأسرى بين الطرفين")]
    [InlineData("أسرى", "تبادل للأسرى بين الطرفين")]
    [InlineData("prisonniers", "Échange de prisonniers à la frontière")]
    [InlineData("échanges", "Échange de prisonniers à la frontière")]
    [InlineData("cease-fire", "A ceasefire is near")]
    [InlineData("ceasefire", "The cease-fire is over")]
    [InlineData("US", "US envoy in Tripoli")]
    [InlineData("طرابلس", "US envoy in Tripoli")]
    [InlineData("Tripoli", "مبعوث يصل إلى طرابلس")]
    [InlineData("\"envoy in\"", "US envoy in Tripoli")]
    [InlineData("5+5", "The 5+5 commission meets")]
    public async Task Words_are_found_in_their_forms_and_spellings(string words, string title)
    {
        await using var bot = await BotAsync("Weather in Malta", title);

        Assert.Equal([title], await FindAsync(bot, words));
    }

    [Theory]
    [InlineData("\"in envoy\"")]
    [InlineData("envoy -tripoli")]
    [InlineData("envoy weather")]
    [InlineData("us")]
    [InlineData("envoyer")]
    public async Task What_is_not_asked_is_not_found(string words)
    {
        await using var bot = await BotAsync("Weather in Malta", "US envoy in Tripoli and in Sirte");

        Assert.Empty(await FindAsync(bot, words == "us" ? "\"us envoys\" malta" : words));
    }

    [Fact]
    public async Task The_newest_comes_first_and_pages_go_on_without_a_gap()
    {
        await using var bot = await BotAsync([.. Enumerable.Range(1, 12).Select(n => $"Port {n} opens")]);
        var (query, _) = await bot.Get<SearchReader>().ReadAsync(new SearchRequest { Words = "port" }, Ct);

        var (found, before) = (new List<string>(), (long?)null);
        do
        {
            var page = await bot.Get<EntrySearch>().FindAsync(query!, before, 5, Ct);
            found.AddRange(page.Hits.Select(hit => hit.Title));
            before = page.Next;
        } while (before is not null);

        Assert.Equal(Enumerable.Range(1, 12).Reverse().Select(n => $"Port {n} opens"), found);
    }

    [Fact]
    public async Task Topics_sources_states_places_and_times_are_filters()
    {
        await using var bot = await BotAsync("Libya reopens a port", "Truce signed in Yemen", "Rain in طرابلس");
        bot.Clock.Advance(TimeSpan.FromDays(3));
        bot.Feeds.Serve("shahed", Some.Rss(bot.Clock.GetUtcNow(), ("Sirte reopens a port", 1)));
        await bot.PollAsync();

        Assert.Equal(["Sirte reopens a port"], await FindAsync(bot, new SearchRequest { Source = "Shahed" }));
        Assert.Equal(
            ["Sirte reopens a port"],
            await FindAsync(bot, new SearchRequest { Words = "port", Past = TimeSpan.FromDays(1) })
        );
        Assert.Equal(["Truce signed in Yemen"], await FindAsync(bot, new SearchRequest { Topic = "Cessez-le-feu" }));
        Assert.Equal(["Rain in طرابلس"], await FindAsync(bot, new SearchRequest { Place = "tripoli" }));
        Assert.Equal(
            ["Sirte reopens a port", "Libya reopens a port"],
            await FindAsync(bot, new SearchRequest { Topic = "libya", Words = "port" })
        );
    }

    [Theory]
    [InlineData("-film")]
    [InlineData("\"")]
    [InlineData("\" OR *")]
    [InlineData("a NEAR( b")]
    [InlineData("~5 x:y")]
    [InlineData("')); DROP TABLE entries; --")]
    [InlineData("\\ ' & | ! :* <->")]
    [InlineData("🕊 \0 \uD800")]
    [InlineData("one two three four five six seven")]
    [InlineData("topic:xyz")]
    [InlineData("state:xyz place:xyz source:\"")]
    public async Task No_query_throws(string words)
    {
        await using var bot = await BotAsync("Weather in Malta");
        var request = AlertBot.Subscriptions.Commands.Arguments.SearchArgumentParser.Parse(words);

        var (query, problem) = await bot.Get<SearchReader>().ReadAsync(request, Ct);

        Assert.True(query is null != problem is null);
        if (query is not null)
            Assert.Empty((await bot.Get<EntrySearch>().FindAsync(query, null, 10, Ct)).Hits);
    }

    [Fact]
    public async Task An_edit_is_found_by_its_new_words_and_a_forgotten_entry_no_more()
    {
        await using var bot = await BotAsync("Weather in Malta");
        bot.Feeds.Serve(
            "harbour",
            Some.Rss(("Weather in Malta", 1))
                .Replace("<guid", "<description>Storms over Gozo</description><guid", StringComparison.Ordinal)
        );
        bot.Clock.Advance(TimeSpan.FromMinutes(30));
        await bot.PollAsync();
        Assert.Single(await FindAsync(bot, "storm gozo"));

        await bot.Get<Database>().WriteAsync(tx => tx.ExecuteAsync("DELETE FROM entries", null, Ct), Ct);

        Assert.Empty(await FindAsync(bot, "storm"));
        Assert.Equal(0, await bot.AskAsync<long>("SELECT count(*) FROM entry_words"));
    }

    [Fact]
    public async Task What_was_stored_before_is_put_in_at_the_next_start()
    {
        await using var bot = await BotAsync([.. Enumerable.Range(1, 5).Select(n => $"Port {n} opens")]);
        await bot.Get<Database>()
            .WriteAsync(
                async tx =>
                {
                    await tx.ExecuteAsync(
                        tx.IsShared
                            ? "DELETE FROM entry_words"
                            : "DELETE FROM entry_words WHERE rowid IN (SELECT id FROM entries)",
                        null,
                        Ct
                    );
                    await tx.ExecuteAsync("DELETE FROM cursors WHERE name = 'search'", null, Ct);
                },
                Ct
            );
        Assert.Empty(await FindAsync(bot, "port"));

        await bot.Get<SearchIndex>().FillAsync(Ct);
        await bot.Get<SearchIndex>().FillAsync(Ct);

        Assert.Equal(5, (await FindAsync(bot, "port")).Count);
    }

    [Theory]
    [InlineData("port 30d", "en")]
    [InlineData("\"port\"  opens\n-film", "ar")]
    [InlineData("Port* source:\"harbour\"", "fr")]
    public async Task Buttons_turn_pages_after_a_restart(string question, string language)
    {
        await using var bot = await BotAsync([.. Enumerable.Range(1, 7).Select(n => $"Port {n} opens")]);
        await bot.StartReceivingAsync();
        bot.Telegram.Inbox.Write(5, $"/search {question}", language: language);
        var panel = (await bot.Telegram.WaitForAsync(all => all.Count > 0, Ct))[0];
        // Else the command may be noted as under way, and the chat wait for a node that is gone.
        await bot.StopReceivingAsync();
        await bot.RestartAsync();
        await bot.StartReceivingAsync();

        var older = panel.Buttons.SelectMany(row => row).Single(button => button.Label.EndsWith('▶'));
        bot.Telegram.Inbox.Press(panel, older.Data, language: language);

        panel = (await bot.Telegram.WaitForAsync(all => all[0].Edits > 0, Ct))[0];
        Assert.Contains("Port 1 opens", panel.Visible, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_chat_turns_pages_by_buttons_and_another_chat_cannot()
    {
        await using var bot = await BotAsync([.. Enumerable.Range(1, 7).Select(n => $"Port {n} opens")]);
        await bot.StartReceivingAsync();
        bot.Telegram.Inbox.Write(5, "/search port 30d");
        var panel = (await bot.Telegram.WaitForAsync(all => all.Count > 0, Ct))[0];
        Assert.StartsWith(
            "Found for ⁨port 30d⁩, newest first:\n\n• ⁨Port 7 opens⁩",
            panel.Visible,
            StringComparison.Ordinal
        );

        bot.Telegram.Inbox.Press(panel, panel.Press("Older ▶"));
        panel = (await bot.Telegram.WaitForAsync(all => all[0].Edits > 0, Ct))[0];
        Assert.Contains("Port 1 opens", panel.Visible, StringComparison.Ordinal);
        Assert.DoesNotContain(panel.Buttons.SelectMany(row => row), button =>
            button.Label.StartsWith("Older", StringComparison.Ordinal)
        );

        bot.Telegram.Inbox.Write(6, $"/{panel.Press("◀◀ Newest")}");
        var other = (await bot.Telegram.WaitForAsync(all => all.Count > 1, Ct))[1];
        Assert.StartsWith("I no longer know that search", other.Visible, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_shows_what_is_found_and_gives_it_as_files()
    {
        await using var bot = await BotAsync("=Truce &amp; \"talks\", Tripoli", "Weather in Malta");
        using var http = await WebServerTests.OpenAsync(bot);

        var page = await http.GetStringAsync("/search?lang=en&q=truce&topic=ceasefire", Ct);
        Assert.Contains("Tripoli", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Malta", page, StringComparison.Ordinal);
        Assert.Contains("/search.csv?lang=en&amp;q=truce&amp;topic=ceasefire", page, StringComparison.Ordinal);
        Assert.Contains(
            "<bdi>Ceasefire",
            page.Replace(" dir=\"auto\"", "", StringComparison.Ordinal),
            StringComparison.Ordinal
        );

        var csv = await http.GetStringAsync("/search.csv?q=truce", Ct);
        Assert.Contains("\"'=Truce & \"\"talks\"\", Tripoli\"", csv, StringComparison.Ordinal);
        Assert.Equal(2, csv.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
        using var json = JsonDocument.Parse(await http.GetStringAsync("/search.json?q=truce", Ct));
        Assert.Equal("=Truce & \"talks\", Tripoli", json.RootElement[0].GetProperty("title").GetString());

        using var nothing = await http.GetAsync("/search.csv?topic=xyz", Ct);
        Assert.Equal(HttpStatusCode.BadRequest, nothing.StatusCode);
        Assert.Contains(
            "Not known here",
            await http.GetStringAsync("/search?lang=en&topic=%3Cb%3E", Ct),
            StringComparison.Ordinal
        );
    }
}
