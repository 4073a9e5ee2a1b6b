using System.Text.Json;
using AlertBot.Cli;
using AlertBot.Tests.Support;

namespace AlertBot.Tests.Cli;

public sealed class ReplayVerbTests
{
    private const string Entries =
        """
        {"id": "a", "lang": "ar", "publisher": "شاهد", "url": "https://a.example.org/1", "published": "2026-01-15T08:00:00Z", "title": "ولليبيا هدنة جديدة", "summary": "<p>وقف فوري وشامل &laquo;لإطلاق النار&raquo; في البلاد منذ الفجر.</p>"}
        {"id": "b", "title": "Nothing to see", "body": "Read more"}
        """;

    private static async Task<(int Exit, string[] Lines, string Report)> ReplayAsync(string input, params string[] args)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var report = new StringWriter { NewLine = "\n" };
        using var given = new StringReader(input);
        string[] all = ["replay", .. args, "--config", Repository.PathOf("config")];
        var exit = await CommandLine.RunAsync(all, new Terminal(given, output, report, false), TestContext.Current.CancellationToken);
        return (exit, $"{output}".Split('\n', StringSplitOptions.RemoveEmptyEntries), $"{report}");
    }

    [Fact]
    public async Task Every_line_is_answered_in_order_in_the_promised_form()
    {
        var (exit, lines, report) = await ReplayAsync(Entries, "-", "--json");

        Assert.Equal(0, exit);
        Assert.Equal(2, lines.Length);
        using var first = JsonDocument.Parse(lines[0]);
        Assert.Equal(["id", "rules", "story", "state", "summary", "spans"], first.RootElement.EnumerateObject().Select(p => p.Name));
        Assert.Equal(["ceasefire", "libya"], first.RootElement.GetProperty("rules").EnumerateArray().Select(r => r.GetString()));
        using var second = JsonDocument.Parse(lines[1]);
        Assert.Equal("b", second.RootElement.GetProperty("id").GetString());
        Assert.Empty(second.RootElement.GetProperty("rules").EnumerateArray());
        Assert.Matches(@"^2 entries in \d+\.\d+ s, \d+ entries a second\n$", report);
    }

    [Fact]
    public async Task Spans_point_into_the_field_as_plain_text()
    {
        var (_, lines, _) = await ReplayAsync(Entries, "-", "--json");

        using var answer = JsonDocument.Parse(lines[0]);
        var spans = answer.RootElement.GetProperty("spans").EnumerateArray().Select(s => (
            s.GetProperty("rule").GetString(), s.GetProperty("field").GetString(), s.GetProperty("start").GetInt32(), s.GetProperty("length").GetInt32(), s.GetProperty("text").GetString())).ToList();
        Assert.Contains(("libya", "title", 0, "ولليبيا".Length, "ولليبيا"), spans);
        Assert.Contains(("ceasefire", "summary", 0, "وقف فوري وشامل «لإطلاق النار".Length, "وقف فوري وشامل «لإطلاق النار"), spans);
    }

    [Theory]
    [InlineData("fr", "L&#8217;accord de <b>cessez&#8209;le&#8209;feu</b> &amp; le p&eacute;trole&nbsp;libyen", "L’accord de cessez\u2011le\u2011feu & le pétrole libyen", "cessez\u2011le\u2011feu", "pétrole", "libyen")]
    [InlineData("ar", "&#x1F600; &laquo;&#x202B;ه&#x64F;دنة&#x202C;&raquo; في لي&#x200D;بي&#x640;ا", "\U0001F600 «\u202Bه\u064Fدنة\u202C» في لي\u200Dبي\u0640ا", "ه\u064Fدنة", "لي\u200Dبي\u0640ا")]
    [InlineData("ar", "وقف&zwnj;إطلاق&zwnj;النار في ﻟﻴﺒﻴﺎ", "وقف\u200Cإطلاق\u200Cالنار في ﻟﻴﺒﻴﺎ", "وقف\u200Cإطلاق\u200Cالنار", "ﻟﻴﺒﻴﺎ")]
    [InlineData("en", "The &quot;cease-fire&quot; in Libya&#39;s west, told twice: &amp;amp; no more", "The \"cease-fire\" in Libya's west, told twice: &amp; no more", "cease-fire", "Libya")]
    public async Task Spans_count_in_the_text_that_entities_and_tags_stand_for(string lang, string html, string plain, params string[] marked)
    {
        var (_, lines, _) = await ReplayAsync(JsonSerializer.Serialize(new { id = "a", lang, title = html }), "-", "--json");

        using var answer = JsonDocument.Parse(lines[0]);
        var spans = answer.RootElement.GetProperty("spans").EnumerateArray().Select(s => (
            Text: s.GetProperty("text").GetString(), InPlace: plain.Substring(s.GetProperty("start").GetInt32(), s.GetProperty("length").GetInt32()))).ToList();
        Assert.All(spans, span => Assert.Equal(span.InPlace, span.Text));
        Assert.Superset(marked.ToHashSet(), spans.Select(span => span.Text!).ToHashSet());
    }

    [Fact]
    public async Task A_line_that_is_no_entry_is_told_by_file_and_line()
    {
        var (exit, _, report) = await ReplayAsync("{\"id\": \"a\", \"title\": \"t\"}\n{\"id\": 5", "-", "--json");

        Assert.Equal(2, exit);
        Assert.Contains("-:2:", report, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Comparing_with_another_folder_tells_what_it_would_gain_and_lose()
    {
        var other = Directory.CreateTempSubdirectory("alertbot-rules-");
        await File.WriteAllTextAsync(
            Path.Combine(other.FullName, "r.yaml"),
            "concepts: {seen: {en: [see], ar: [ليبيا]}}\nrules: [{id: seen, title: {en: Seen}, when: seen}, {id: libya, title: {en: L}, when: {any: [seen], in: body}}]",
            TestContext.Current.CancellationToken);

        var (exit, lines, report) = await ReplayAsync(Entries, "-", "--compare", other.FullName);
        other.Delete(recursive: true);

        Assert.Equal(0, exit);
        Assert.Equal(["+ seen\ta", "- ceasefire\ta", "- libya\ta", "+ seen\tb"], lines.Select(l => string.Join('\t', l.Split('\t')[..2])));
        Assert.Equal("2 gained, 2 lost\n", report);
    }
}
