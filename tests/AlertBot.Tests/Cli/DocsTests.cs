using System.Text.RegularExpressions;
using AlertBot.Chats;
using AlertBot.Storage;
using AlertBot.Tests.Support;

namespace AlertBot.Tests.Cli;

/// <summary>Pages that promise something are held to it.</summary>
public sealed partial class DocsTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public void Every_test_that_the_threat_model_names_exists()
    {
        var named = Test()
            .Matches(File.ReadAllText(Repository.PathOf("docs/threat-model.md")))
            .Select(match => match.Groups[1].Value)
            .ToHashSet(StringComparer.Ordinal);
        var tests = typeof(DocsTests)
            .Assembly.GetTypes()
            .SelectMany(type => type.GetMethods())
            .Select(method => method.Name)
            .ToHashSet(StringComparer.Ordinal);

        Assert.True(named.Count > 25, $"{named.Count} tests");
        Assert.Empty(named.Except(tests));
    }

    /// <summary>
    /// A newcomer who follows one entry opens forty files, one command a dozen: what is beyond has made the way longer.
    /// </summary>
    [Theory]
    [InlineData("One entry, from poll to chat", 40)]
    [InlineData("One command, from receipt to answer", 12)]
    public void Every_file_on_a_walk_through_the_house_exists(string walk, int most)
    {
        var page = File.ReadAllText(Repository.PathOf("docs/architecture.md"));
        var section = page[page.IndexOf($"## {walk}", StringComparison.Ordinal)..];
        var end = section.IndexOf("\n## ", StringComparison.Ordinal);
        var files = SourceFile().Matches(section[..end]).Select(match => match.Groups[1].Value).Distinct().ToList();

        Assert.InRange(files.Count, 5, most);
        Assert.All(files, file => Assert.True(File.Exists(Repository.PathOf($"src/AlertBot/{file}")), file));
    }

    [Fact]
    public async Task Every_column_of_every_table_that_bears_a_chat_is_listed_as_kept()
    {
        await using var bot = await TestBot.CreateAsync();
        var page = File.ReadAllText(Repository.PathOf("docs/privacy.md"));
        var tables = await bot.Get<Database>()
            .QueryAsync<string>(
                "SELECT m.name FROM sqlite_master m JOIN pragma_table_info(m.name) c ON c.name = 'chat' "
                    + "WHERE m.type = 'table' ORDER BY m.name",
                null,
                Ct
            );
        var columns = await bot.Get<Database>()
            .QueryAsync<string>(
                "SELECT m.name || '.' || c.name FROM sqlite_master m JOIN pragma_table_info(m.name) c "
                    + "WHERE m.type = 'table'",
                null,
                Ct
            );

        Assert.Equal(["chats", "outbox", "shares", "subscriptions", "updates"], tables);
        var kept = columns.Where(column => tables.Contains(column.Split('.')[0])).ToHashSet(StringComparer.Ordinal);
        var listed = Column().Matches(page).Select(match => match.Groups[1].Value).ToHashSet(StringComparer.Ordinal);
        Assert.Equal(kept.Order(StringComparer.Ordinal), listed.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task After_stop_no_table_bears_the_chat()
    {
        await using var bot = await TestBot.CreateAsync(feeds: "feed");
        await bot.SubscribeAsync(5);
        bot.Feeds.Serve("feed", Some.Rss(("Truce in Sirte", 1)));
        await bot.PollAsync();
        await bot.DeliverAsync();
        var database = bot.Get<Database>();
        await database.WriteAsync(
            tx =>
                tx.ExecuteAsync(
                    "INSERT INTO updates (channel, id, chat, body) VALUES ('telegram', 1, 'telegram:5', '{}')",
                    null,
                    Ct
                ),
            Ct
        );

        await bot.Get<ChatLifecycle>().ForgetAsync(new Chat("telegram", "5"), Ct);

        foreach (var table in new[] { "chats", "outbox", "subscriptions", "updates" })
            Assert.Equal(0, await bot.AskAsync<long>($"SELECT count(*) FROM {table} WHERE chat LIKE 'telegram:5%'"));
    }

    [Theory]
    [InlineData("CONTRIBUTING.md")]
    [InlineData("README.md")]
    [InlineData("docs/operations.md")]
    public void Every_link_and_path_leads_somewhere(string page)
    {
        var folder = Path.GetDirectoryName(page)!;
        var links = Link()
            .Matches(File.ReadAllText(Repository.PathOf(page)))
            .Select(match => match.Groups[1].Value)
            .Where(link => !link.Contains("://", StringComparison.Ordinal))
            .ToList();

        Assert.All(links, link =>
            Assert.True(Path.Exists(Repository.PathOf(Path.Combine(folder, link.Split('#')[0]))), link)
        );
    }

    [GeneratedRegex("`([A-Z][A-Za-z]*(?:_[A-Za-z]+)+)`")]
    private static partial Regex Test();

    [GeneratedRegex("`((?:chats|outbox|shares|subscriptions|updates)\\.[a-z_]+)`")]
    private static partial Regex Column();

    [GeneratedRegex(@"`([A-Z][A-Za-z/]+\.cs)`")]
    private static partial Regex SourceFile();

    [GeneratedRegex(@"\]\(([^)]+)\)")]
    private static partial Regex Link();
}
