using System.Reflection;
using AlertBot.Feeds;
using AlertBot.Feeds.Entries;
using AlertBot.Localization;
using AlertBot.Rules;

namespace AlertBot.Alerts.Rewriting;

/// <summary>One of the reports that come with the program to try a model on: TestReports.txt has them.</summary>
/// <param name="Story">Tellings of one story are true wordings of each other.</param>
/// <param name="Language">What it is written in.</param>
/// <param name="Headline">With the marks of names that a model is told to set in Arabic.</param>
/// <param name="Text">The same.</param>
internal sealed record TestReport(int Story, Language Language, string Headline, string Text)
{
    private static readonly Lazy<IReadOnlyList<TestReport>> Shipped = new(Load);

    /// <summary>All of them, some for each language.</summary>
    public static IReadOnlyList<TestReport> All => Shipped.Value;

    /// <summary>What a model is to put it into: Arabic into English, English into French, French into Arabic.</summary>
    public Language Into =>
        Language switch
        {
            Language.Arabic => Language.English,
            Language.English => Language.French,
            _ => Language.Arabic,
        };

    /// <summary>As a feed would have brought it, matched by <paramref name="rules"/>.</summary>
    public MatchedEntry Match(RuleSet rules, DateTimeOffset now)
    {
        var entry = new Entry
        {
            Identity = "",
            Title = WithoutNameMarks(Headline),
            Summary = WithoutNameMarks(Text),
            Language = Language,
        };
        var feed = new Feed
        {
            Id = 0,
            Url = new Uri("https://reports.example.org/"),
            Publisher = "",
        };
        return new MatchedEntry(new StoredEntry(0, feed, entry, now), rules.Match(entry));
    }

    private static string WithoutNameMarks(string text) =>
        text.Replace(RewrittenText.NameBegins, "", StringComparison.Ordinal)
            .Replace(RewrittenText.NameEnds, "", StringComparison.Ordinal);

    private static IReadOnlyList<TestReport> Load()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("Rewriting/TestReports.txt")!;
        using var reader = new StreamReader(stream);
        var lines = reader
            .ReadToEnd()
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Where(line => !line.StartsWith('#'))
            .ToList();
        return
        [
            .. lines
                .Chunk(3)
                .Select(
                    (block, at) =>
                        new TestReport(
                            at / LanguageCodes.All.Count,
                            LanguageCodes.Parse(block[0])!.Value,
                            block[1],
                            block[2]
                        )
                ),
        ];
    }
}
