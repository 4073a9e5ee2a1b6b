using System.Net;
using System.Text.RegularExpressions;
using AlertBot.Configuration;
using AlertBot.RuleTesting;
using AlertBot.Tests.Support;

namespace AlertBot.Tests.Web;

/// <summary>Trying rules in the page, through the real host.</summary>
public sealed partial class TryPageTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Words_that_meet_a_rule_are_marked_and_markup_is_not()
    {
        await using var bot = await TestBot.CreateAsync();
        using var http = await WebServerTests.OpenAsync(bot);

        var page = await PostAsync(http, "try", "A truce & more", "");

        Assert.Contains("A <mark>truce</mark> &amp; more", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_edit_shows_what_it_gains_and_loses_and_changes_nothing()
    {
        await using var bot = await TestBot.CreateAsync(null, null, "feed");
        bot.Feeds.Serve("feed", Some.Rss(("A truce in the valley", 10), ("Barley prices rise", 20)));
        await bot.PollAsync();
        using var http = await WebServerTests.OpenAsync(bot);

        var page = await PostAsync(
            http,
            "compare",
            "",
            TestBot.Rules.Replace("[truce, ceasefire]", "[barley, ceasefire]", StringComparison.Ordinal)
        );

        Assert.Contains(
            "gains \u20681\u2069 matches and loses \u20681\u2069",
            WebUtility.HtmlDecode(page),
            StringComparison.Ordinal
        );
        Assert.Contains("Barley prices rise", page, StringComparison.Ordinal);
        Assert.Equal(TestBot.Rules, await File.ReadAllTextAsync(Path.Combine(bot.ConfigFolder, "rules/all.yaml"), Ct));
    }

    [Fact]
    public async Task A_comparison_that_takes_too_long_ends_and_says_how_far_it_came()
    {
        await using var bot = await TestBot.CreateAsync(null, null, "feed");
        bot.Feeds.Serve("feed", Some.Rss(("A truce in the valley", 10)));
        await bot.PollAsync();
        using var http = await WebServerTests.OpenAsync(bot);
        bot.Clock.AutoAdvanceAmount = TimeSpan.FromMinutes(1);

        var page = WebUtility.HtmlDecode(await PostAsync(http, "compare", "", TestBot.Rules));

        Assert.Contains("only entries first seen since \u20682026-01-15 09:", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_faulty_edit_is_told_with_its_line()
    {
        await using var bot = await TestBot.CreateAsync();
        using var http = await WebServerTests.OpenAsync(bot);

        Assert.Contains(
            "rules/all.yaml:1:",
            await PostAsync(http, "try", "A truce", "rulez: []"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task An_edit_whose_examples_fail_is_tried_beside_the_fault()
    {
        await using var bot = await TestBot.CreateAsync();
        using var http = await WebServerTests.OpenAsync(bot);
        var edited = TestBot.Rules.Replace(
            "when: truce}",
            "when: truce, examples: {match: [Barley prices rise]}}",
            StringComparison.Ordinal
        );

        var page = await PostAsync(http, "try", "A truce", edited);

        Assert.Contains("rules/all.yaml:6:", page, StringComparison.Ordinal);
        Assert.Contains("A <mark>truce</mark>", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_report_that_no_rule_met_is_found_by_its_title_and_tried_with_the_edit()
    {
        await using var bot = await TestBot.CreateAsync(null, null, "feed");
        bot.Feeds.Serve("feed", Some.Rss(("إرتفاع أسعار الشعير", 10), ("Barley prices rise", 20)));
        await bot.PollAsync();
        using var http = await WebServerTests.OpenAsync(bot);
        var edited = TestBot.Rules.Replace("ar: [هدنة,", "ar: [شعير,", StringComparison.Ordinal);

        var found = WebUtility.HtmlDecode(await PostAsync(http, "find", "", edited, find: "ارتفاع"));
        Assert.DoesNotContain("Barley", found, StringComparison.Ordinal);
        var button = EntryButton().Match(found);
        Assert.Contains("إرتفاع أسعار الشعير", button.Value, StringComparison.Ordinal);
        var tried = WebUtility.HtmlDecode(await PostAsync(http, button.Groups[1].Value, "", edited));

        Assert.Contains("إرتفاع أسعار <mark>الشعير</mark>", tried, StringComparison.Ordinal);
        Assert.Contains(
            "No report of the last 7 days",
            await PostAsync(http, "find", "", edited, find: "oats"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task The_newest_reports_are_shown_first_and_none_from_before_the_week()
    {
        await using var bot = await TestBot.CreateAsync(null, null, "feed");
        bot.Feeds.Serve("feed", Some.Rss(("Barley of old", 10)));
        await bot.PollAsync();
        bot.Clock.Advance(TimeSpan.FromDays(8));
        bot.Feeds.Serve(
            "feed",
            Some.Rss(bot.Clock.GetUtcNow(), [.. Enumerable.Range(1, 25).Select(n => ($"Barley {n:00} rises", 26 - n))])
        );
        await bot.PollAsync();
        using var http = await WebServerTests.OpenAsync(bot);

        var page = await PostAsync(http, "find", "", "", find: "barley");

        Assert.Equal(
            Enumerable.Range(6, 20).Reverse().Select(n => $"Barley {n:00} rises"),
            Barley().Matches(page).Select(match => match.Value)
        );
        Assert.DoesNotContain(
            "of old",
            await PostAsync(http, "find", "", "", find: "barley old"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Another_language_asks_the_same_again()
    {
        await using var bot = await TestBot.CreateAsync();
        using var http = await WebServerTests.OpenAsync(bot);

        Assert.Contains(
            """formaction="/try?lang=ar" name="do" value="compare" """,
            await PostAsync(http, "compare", "", TestBot.Rules),
            StringComparison.Ordinal
        );
        // Opened again, the file would take what was edited since.
        Assert.Contains(
            """formaction="/try?lang=ar" name="do" value="try" """,
            await PostAsync(http, "open", "", ""),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_file_is_opened_and_downloaded_as_edited_but_none_outside_the_folder()
    {
        await using var bot = await TestBot.CreateAsync();
        using var http = await WebServerTests.OpenAsync(bot);

        Assert.Contains(
            "cessez",
            WebUtility.HtmlDecode(await PostAsync(http, "open", "", "")).ToLowerInvariant(),
            StringComparison.Ordinal
        );
        Assert.Equal("rules: [] # é", await PostAsync(http, "download", "", "rules: [] # é"));
        Assert.DoesNotContain(
            "feeds:",
            await PostAsync(http, "open", "", "", "../feeds.yaml"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_new_file_is_begun_tried_and_downloaded_and_nothing_is_written()
    {
        await using var bot = await TestBot.CreateAsync(null, null, "feed");
        bot.Feeds.Serve("feed", Some.Rss(("Desalination plant in Zuwara stops", 10)));
        await bot.PollAsync();
        using var http = await WebServerTests.OpenAsync(bot);

        var begun = WebUtility.HtmlDecode(await PostAsync(http, "new", "", "", name: "fresh-water"));
        Assert.Contains("<option selected>fresh-water.yaml</option>", begun, StringComparison.Ordinal);
        Assert.Contains("rules/fresh-water.yaml", begun, StringComparison.Ordinal);
        var yaml = Begun().Match(begun).Groups[1].Value.TrimStart('\n');
        var tried = await PostNewAsync("try", "A desalination plant burns");
        var compared = WebUtility.HtmlDecode(await PostNewAsync("compare"));
        var saved = await PostNewAsync("download");

        Assert.DoesNotContain("cannot be used", tried, StringComparison.Ordinal);
        Assert.Contains("<mark>desalination", tried, StringComparison.Ordinal);
        Assert.Contains("gains \u20681\u2069 matches", compared, StringComparison.Ordinal);
        Assert.StartsWith("# What this topic is about", saved, StringComparison.Ordinal);
        Assert.Equal(
            ["all.yaml"],
            Directory.GetFiles(Path.Combine(bot.ConfigFolder, "rules")).Select(file => Path.GetFileName(file))
        );

        Task<string> PostNewAsync(string button, string text = "") =>
            PostAsync(http, button, text, yaml, "fresh-water.yaml", begun: "fresh-water.yaml");
    }

    [Theory]
    [InlineData("../feeds", "no name for a rule file")]
    [InlineData("", "no name for a rule file")]
    [InlineData("Fuel prices.yaml", "no name for a rule file")]
    [InlineData("all", "there is a file of that name already")]
    public async Task A_file_is_begun_only_by_a_name_that_can_be_one(string name, string fault)
    {
        await using var bot = await TestBot.CreateAsync();
        using var http = await WebServerTests.OpenAsync(bot);

        var page = WebUtility.HtmlDecode(await PostAsync(http, "new", "", "", name: name));

        Assert.Contains(fault, page, StringComparison.Ordinal);
        Assert.DoesNotContain("This file is new", page, StringComparison.Ordinal);
        using var refused = await PostRawAsync(http, "download", "rules: []", $"{name}!.yaml");
        Assert.Equal("text/html", refused.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public void What_a_new_file_begins_with_is_sound_beside_the_shipped_ones()
    {
        var faults = new DiagnosticBag();

        var set = new EditedRules(new ConfigFolder(Repository.PathOf("config"))).Build(
            "fresh-water.yaml",
            RuleFileTemplate.For("fresh-water.yaml"),
            isNew: true,
            faults,
            Ct
        );

        Assert.Empty(faults.All);
        Assert.Contains(set!.Rules, rule => rule.Id == "fresh-water");
    }

    [Fact]
    public async Task A_file_is_read_with_each_Arabic_value_set_off()
    {
        await using var bot = await TestBot.CreateAsync();
        using var http = await WebServerTests.OpenAsync(bot);

        var page = WebUtility.HtmlDecode(await PostAsync(http, "read", "", TestBot.Rules));

        Assert.Contains(
            "truce: {ar: [<bdi>هدنة</bdi>, \"<bdi>وقف ~3 إطلاق النار</bdi>\"], en: [truce, ceasefire]",
            page,
            StringComparison.Ordinal
        );
        Assert.Contains("id=\"yaml\" name=\"yaml\" rows=\"16\" dir=\"ltr\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stored_report_is_tried_from_its_storys_page()
    {
        await using var bot = await TestBot.CreateAsync(null, null, "feed");
        bot.Feeds.Serve("feed", Some.Rss(("هدنة في سرت", 10)));
        await bot.PollAsync();
        using var http = await WebServerTests.OpenAsync(bot);

        var story = WebUtility.HtmlDecode(
            await http.GetStringAsync(new Uri("stories/1?lang=en", UriKind.Relative), Ct)
        );
        Assert.Contains("<h1><bdi lang=\"ar\" dir=\"rtl\">هدنة في سرت</bdi></h1>", story, StringComparison.Ordinal);
        Assert.Contains("href=\"/try?lang=en&entry=1\"", story, StringComparison.Ordinal);
        var page = WebUtility.HtmlDecode(
            await http.GetStringAsync(new Uri("try?lang=en&entry=1", UriKind.Relative), Ct)
        );

        Assert.Contains("<mark>هدنة</mark> في سرت", page, StringComparison.Ordinal);
        Assert.DoesNotContain(
            "<mark>",
            await http.GetStringAsync(new Uri("try?lang=en&entry=99", UriKind.Relative), Ct),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task An_edit_of_a_file_that_is_gone_is_told_of()
    {
        await using var bot = await TestBot.CreateAsync();
        using var http = await WebServerTests.OpenAsync(bot);

        Assert.Contains(
            "there is no such file any more",
            await PostAsync(http, "try", "A truce", "rules: []", "gone.yaml"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_form_of_another_site_is_refused()
    {
        await using var bot = await TestBot.CreateAsync();
        using var http = await WebServerTests.OpenAsync(bot);
        using var form = new FormUrlEncodedContent([new("text", "A truce"), new("do", "try")]);

        using var answer = await http.PostAsync(new Uri("/try", UriKind.Relative), form, Ct);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task A_file_without_end_is_told_of_and_the_bot_lives_on()
    {
        await using var bot = await TestBot.CreateAsync();
        using var http = await WebServerTests.OpenAsync(bot);

        foreach (var yaml in (string[])["concepts: &x [*x]", $"concepts: {new string('[', 200_000)}"])
            Assert.Contains(
                "rules/all.yaml:1:",
                await PostAsync(http, "try", "A truce", yaml),
                StringComparison.Ordinal
            );
        Assert.Contains("<mark>truce</mark>", await PostAsync(http, "try", "A truce", ""), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("text=a%00b&do=try", HttpStatusCode.BadRequest)]
    [InlineData("text=a\0b&do=try", HttpStatusCode.BadRequest)]
    [InlineData("long", HttpStatusCode.RequestEntityTooLarge)]
    public async Task A_form_that_cannot_be_read_is_refused_without_a_fault_of_ours(string body, HttpStatusCode status)
    {
        await using var bot = await TestBot.CreateAsync();
        var heard = new Cli.LogTests.HeardLogs();
        bot.Heard = heard;
        bot.More["Logging:LogLevel:Default"] = "Warning";
        await bot.RestartAsync();
        using var http = await WebServerTests.OpenAsync(bot);
        using var form = new StringContent(
            body == "long" ? $"text={new string('a', 2_000_000)}" : body,
            System.Text.Encoding.UTF8,
            "application/x-www-form-urlencoded"
        );

        using var answer = await http.PostAsync(new Uri("/try", UriKind.Relative), form, Ct);

        Assert.Equal(status, answer.StatusCode);
        Assert.True(answer.Headers.Contains("X-Content-Type-Options"));
        Assert.Empty(heard.Lines);
    }

    internal static async Task<string> PostAsync(
        HttpClient http,
        string button,
        string text,
        string yaml,
        string file = "all.yaml",
        string find = "",
        string name = "",
        string begun = ""
    )
    {
        using var answer = await PostRawAsync(http, button, yaml, file, text, find, name, begun);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsStringAsync(Ct);
    }

    private static async Task<HttpResponseMessage> PostRawAsync(
        HttpClient http,
        string button,
        string yaml,
        string file,
        string text = "",
        string find = "",
        string name = "",
        string? begun = null
    )
    {
        var guard = Guard().Match(await http.GetStringAsync("/try?lang=en", Ct));
        using var form = new FormUrlEncodedContent([
            new(guard.Groups[1].Value, guard.Groups[2].Value),
            new("do", button),
            new("text", text),
            new("yaml", yaml),
            new("file", file),
            new("find", find),
            new("name", name),
            new("begun", begun ?? file),
        ]);
        return await http.PostAsync(new Uri("/try?lang=en", UriKind.Relative), form, Ct);
    }

    [GeneratedRegex("""<input type="hidden" name="([^"]+)" value="([^"]+)" ?/?>""")]
    private static partial Regex Guard();

    [GeneratedRegex("<textarea id=\"yaml\"[^>]*>([^<]*)</textarea>")]
    private static partial Regex Begun();

    [GeneratedRegex("Barley [0-9]{2} rises")]
    private static partial Regex Barley();

    [GeneratedRegex("""name="do" value="(entry:\d+)".*?</button>""")]
    private static partial Regex EntryButton();
}
