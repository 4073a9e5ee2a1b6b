using AlertBot.Configuration;
using AlertBot.Configuration.Yaml;
using AlertBot.Feeds.Lists;
using AlertBot.Localization;

namespace AlertBot.Tests.Feeds.Lists;

/// <summary>Feeds added to a list in whatever layout it is written: the list is read with all of them.</summary>
public sealed class FeedsYamlTests
{
    private static readonly OpmlFeed[] New =
    [
        new(new Uri("https://quay.example.org/f?a=1"), "Quay: \"news\" # 1")
        {
            Tags = ["a, b", "c"],
            Language = Language.Arabic,
        },
        new(new Uri("https://pier.example.org/f"), "Pier"),
    ];

    public static TheoryData<string, int> Layouts =>
        new()
        {
            { "", 0 },
            { "# only a comment\n", 0 },
            { "feeds: []\n", 0 },
            { "feeds: [] # none yet\n", 0 },
            { "feeds:\n", 0 },
            { "feeds: # none yet\n\n# the end\n", 0 },
            { "feeds:\n  - url: https://a.example.org/\n    publisher: A\n", 1 },
            { "feeds:\n- url: https://a.example.org/\n  publisher: A\n", 1 },
            { "feeds:\n- url: https://a.example.org/\n  publisher: A", 1 },
            { "feeds:\n    -   url: https://a.example.org/\n        publisher: A   # ours\n\n# the end\n", 1 },
            { "feeds:\r\n  - url: https://a.example.org/\r\n    publisher: A\r\n", 1 },
            { "feeds:\n  - {url: 'https://a.example.org/', publisher: A, tags: [x, y]}\n  # below\n", 1 },
            { "feeds:\n  - {url: 'https://a.example.org/',\n     publisher: A}\n", 1 },
            { "feeds: [{url: 'https://a.example.org/', publisher: A}]\n", 1 },
            { "feeds: [\n  {url: 'https://a.example.org/', publisher: A}, # first\n]\n", 1 },
            {
                "feeds:\n  - url: https://a.example.org/\n    tags: [x,\n      y]\n    publisher: >-\n      A "
                    + "long\n      name\n",
                1
            },
            { "{feeds: [{url: 'https://a.example.org/', publisher: A}]}\n", 1 },
        };

    [Theory]
    [MemberData(nameof(Layouts))]
    public void What_is_added_is_read(string before, int count)
    {
        var diagnostics = new DiagnosticBag();

        var after = FeedsYaml.With(before, New);

        var feeds = YamlFile.Parse<FeedsFile>(after, "feeds.yaml", diagnostics)!.Feeds;
        Assert.Empty(diagnostics.All);
        Assert.Equal(
            [.. Enumerable.Repeat("https://a.example.org/", count), .. New.Select(f => f.Url.AbsoluteUri)],
            feeds.Select(f => f.Url.Value.AbsoluteUri)
        );
        Assert.Equal(
            ("Quay: \"news\" # 1", Language.Arabic, 2),
            (feeds[count].Publisher, feeds[count].Lang, feeds[count].Tags.Count)
        );
        Assert.Equal(before.Count(c => c == '#'), after.Count(c => c == '#') - 1);
    }

    [Fact]
    public async Task The_file_as_it_was_is_kept()
    {
        var folder = Directory.CreateTempSubdirectory("alertbot-feeds-");
        var path = Path.Combine(folder.FullName, "feeds.yaml");
        await File.WriteAllTextAsync(path, "feeds: []\n", TestContext.Current.CancellationToken);

        await FeedsYaml.AppendAsync(path, New, TestContext.Current.CancellationToken);

        Assert.Equal("feeds: []\n", await File.ReadAllTextAsync(path + ".bak", TestContext.Current.CancellationToken));
        folder.Delete(recursive: true);
    }
}
