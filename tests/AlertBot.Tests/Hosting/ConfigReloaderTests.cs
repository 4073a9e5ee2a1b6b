using AlertBot.Hosting;
using AlertBot.Rules;
using AlertBot.Tests.Support;

namespace AlertBot.Tests.Hosting;

public class ConfigReloaderTests
{
    private static Task LookAsync(TestBot bot) =>
        bot.Get<ConfigReloader>().ReloadChangesAsync(TestContext.Current.CancellationToken);

    [Fact]
    public async Task A_changed_rule_is_in_force_at_the_next_look()
    {
        await using var bot = await TestBot.CreateAsync();

        bot.Write("rules/all.yaml", TestBot.Rules.Replace("id: libya", "id: maghreb", StringComparison.Ordinal));
        await LookAsync(bot);

        Assert.Equal(["ceasefire", "maghreb"], bot.Get<CurrentRules>().Current.Rules.Select(r => r.Id));
    }

    [Fact]
    public async Task A_faulty_change_keeps_the_old_set_and_is_told_until_it_is_mended()
    {
        await using var bot = await TestBot.CreateAsync();
        var before = bot.Get<CurrentRules>().Current;

        bot.Write("rules/all.yaml", TestBot.Rules.Replace("when: libya", "when: lybia", StringComparison.Ordinal));
        await LookAsync(bot);
        Assert.Same(before, bot.Get<CurrentRules>().Current);
        Assert.StartsWith(
            "rules/all.yaml:5:",
            Assert.Single(bot.Get<ConfigReloader>().Faults).ToString(),
            StringComparison.Ordinal
        );

        bot.Write("rules/all.yaml", TestBot.Rules);
        await LookAsync(bot);
        Assert.Empty(bot.Get<ConfigReloader>().Faults);
    }

    [Fact]
    public async Task A_half_written_file_changes_nothing()
    {
        await using var bot = await TestBot.CreateAsync(feeds: "harbour");

        bot.Write("feeds.yaml", "");
        await LookAsync(bot);

        Assert.Equal(1, await bot.AskAsync<long>("SELECT count(*) FROM feeds WHERE enabled = 1"));
    }

    /// <summary>
    /// A mount that is missing must not end what the store goes by; who means it leaves an empty list.
    /// </summary>
    [Theory]
    [InlineData("feeds.yaml", "feeds: []", "SELECT count(*) FROM feeds WHERE enabled = 1")]
    [InlineData("subscriptions.yaml", "subscriptions: []", "SELECT count(*) FROM subscriptions WHERE state = 'active'")]
    public async Task A_list_that_is_gone_is_a_fault_and_an_empty_one_is_not(string file, string empty, string count)
    {
        await using var bot = await TestBot.CreateAsync(
            subscriptions: "subscriptions: [{chat: 'telegram:1', topics: [libya]}]",
            feeds: "harbour"
        );

        File.Delete(Path.Combine(bot.ConfigFolder, file));
        await LookAsync(bot);
        Assert.StartsWith(
            $"{file}:1:1: the file is gone",
            Assert.Single(bot.Get<ConfigReloader>().Faults).ToString(),
            StringComparison.Ordinal
        );
        Assert.Equal(1, await bot.AskAsync<long>(count));

        bot.Write(file, empty);
        await LookAsync(bot);
        Assert.Empty(bot.Get<ConfigReloader>().Faults);
        Assert.Equal(0, await bot.AskAsync<long>(count));
    }

    [Fact]
    public async Task What_editors_and_systems_leave_beside_rules_is_not_read()
    {
        await using var bot = await TestBot.CreateAsync();
        var folder = Path.Combine(bot.ConfigFolder, "rules");

        File.CreateSymbolicLink(Path.Combine(folder, ".#all.yaml"), "someone@somewhere.1234");
        bot.Write("rules/._all.yaml", "\0\u0005\u0016\u0007");
        bot.Write("rules/.hidden.yaml", "rules: 1");
        await LookAsync(bot);

        Assert.Empty(bot.Get<ConfigReloader>().Faults);
    }

    [Fact]
    public async Task Rules_are_read_from_files_of_either_ending_in_any_case()
    {
        await using var bot = await TestBot.CreateAsync();
        foreach (var (name, id) in (ReadOnlySpan<(string, string)>)[("a.yml", "first"), ("B.YAML", "second")])
            bot.Write(
                $"rules/{name}",
                $"concepts: {{{id}: {{en: [{id}word]}}}}\nrules: [{{id: {id}, title: {{en: T}}, when: {id}}}]"
            );
        await LookAsync(bot);

        Assert.Equal(
            ["ceasefire", "first", "libya", "second"],
            bot.Get<CurrentRules>().Current.Rules.Select(r => r.Id)
        );
    }

    [Fact]
    public async Task A_link_that_leads_nowhere_is_a_fault_told_once()
    {
        await using var bot = await TestBot.CreateAsync();
        File.CreateSymbolicLink(Path.Combine(bot.ConfigFolder, "rules", "more.yaml"), "nowhere.yaml");
        File.CreateSymbolicLink(Path.Combine(bot.ConfigFolder, "rules", "loop.yaml"), "loop.yaml");

        await LookAsync(bot);
        await LookAsync(bot);

        Assert.Equal(
            ["rules/loop.yaml:1:1", "rules/more.yaml:1:1"],
            bot.Get<ConfigReloader>().Faults.Select(diagnostic => diagnostic.Place.ToString())
        );
        Assert.Equal(2, bot.Get<CurrentRules>().Current.Rules.Count);
    }

    [Theory]
    [InlineData("feeds.yaml", "nowhere.yaml", "SELECT count(*) FROM feeds WHERE enabled = 1")]
    [InlineData("feeds.yaml", "feeds.yaml", "SELECT count(*) FROM feeds WHERE enabled = 1")]
    [InlineData("feeds.yaml", "", "SELECT count(*) FROM feeds WHERE enabled = 1")]
    [InlineData("subscriptions.yaml", "nowhere.yaml", "SELECT count(*) FROM subscriptions WHERE state = 'active'")]
    [InlineData("subscriptions.yaml", "", "SELECT count(*) FROM subscriptions WHERE state = 'active'")]
    [InlineData("rules/all.yaml", "", "SELECT 1")]
    public async Task What_is_no_file_to_read_is_a_fault_told_once(string file, string leadsTo, string count)
    {
        await using var bot = await TestBot.CreateAsync(
            subscriptions: "subscriptions: [{chat: 'telegram:1', topics: [libya]}]",
            feeds: "harbour"
        );
        var path = Path.Combine(bot.ConfigFolder, file);
        File.Delete(path);
        // A link that leads nowhere or to itself, or a folder in a file's place.
        if (leadsTo.Length > 0)
            File.CreateSymbolicLink(path, leadsTo);
        else
            Directory.CreateDirectory(path);

        await LookAsync(bot);
        await LookAsync(bot);

        Assert.StartsWith(
            file.Split('/')[0],
            Assert.Single(bot.Get<ConfigReloader>().Faults).ToString(),
            StringComparison.Ordinal
        );
        Assert.Equal(1, await bot.AskAsync<long>(count));
        Assert.Equal(2, bot.Get<CurrentRules>().Current.Rules.Count);
    }

    [Fact]
    public async Task A_files_name_reaches_no_terminal()
    {
        await using var bot = await TestBot.CreateAsync();

        bot.Write("rules/a\n\u001b[31m.yaml", "rules: 1");
        await LookAsync(bot);

        Assert.StartsWith(
            "rules/a??[31m.yaml:1:",
            Assert.Single(bot.Get<ConfigReloader>().Faults).ToString(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_feed_that_left_the_list_is_polled_no_more_and_one_that_joined_is()
    {
        await using var bot = await TestBot.CreateAsync(feeds: "one");
        bot.Feeds.Serve("two", Some.Rss());

        bot.Write("feeds.yaml", $"feeds: [{{url: \"{bot.Feeds.Url("two")}\", publisher: two}}]");
        await LookAsync(bot);
        await bot.PollAsync();

        Assert.Equal((0, 1), (bot.Feeds.Polls("one"), bot.Feeds.Polls("two")));
    }

    [Fact]
    public async Task The_operators_chats_follow_the_file()
    {
        await using var bot = await TestBot.CreateAsync(
            subscriptions: "subscriptions: [{chat: 'telegram:1', topics: [libya], send: all}, {chat: "
                + "'telegram:2', topics: [all], send: all}]"
        );

        bot.Write("subscriptions.yaml", "subscriptions: [{chat: 'telegram:2', topics: [libya], send: all}]");
        await LookAsync(bot);

        Assert.Equal(
            "telegram:2 [\"libya\"]",
            await bot.AskAsync<string>("SELECT chat || ' ' || topics FROM subscriptions WHERE state = 'active'")
        );
    }
}
