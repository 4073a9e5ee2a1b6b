using System.Text.Json;
using AlertBot.Cli;
using AlertBot.Runtime;
using AlertBot.Tests.Support;

namespace AlertBot.Tests.Cli;

/// <summary>
/// Every kind of broken file and what <c>check</c> says of it. A case is one file under Broken/: which config file it
/// is, its content, and after a line of dashes the messages, word for word.
/// </summary>
public sealed class CheckVerbTests
{
    private const string Parting = "\n-----\n";

    public static TheoryData<string> Cases =>
        [
            .. Directory
                .GetFiles(Repository.PathOf("tests/AlertBot.Tests/Cli/Broken"), "*.golden")
                .Select(path => Path.GetFileNameWithoutExtension(path))
                .Order(StringComparer.Ordinal),
        ];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task A_broken_file_is_told_by_place_and_remedy(string name)
    {
        var golden = $"tests/AlertBot.Tests/Cli/Broken/{name}.golden";
        var (file, content) = Read(File.ReadAllText(Repository.PathOf(golden)));

        var (exit, _, problems) = await CheckAsync((file, content));

        Assert.Equal(1, exit);
        Repository.AssertSame(golden, $"{file}\n{content}{Parting}{problems}");
    }

    [Fact]
    public async Task All_problems_of_all_files_are_told_at_once()
    {
        var (exit, _, problems) = await CheckAsync(
            ("feeds.yaml", "feeds: [{url: nowhere, publisher: a}]\n"),
            ("subscriptions.yaml", "subscriptions: [{chat: somewhere, topics: [all]}]\n"),
            ("rules/more.yaml", "rules: [{id: x, title: {en: X}, when: unheard-of}]\n")
        );

        Assert.Equal(1, exit);
        Assert.Equal(
            ["feeds.yaml", "rules/more.yaml", "subscriptions.yaml"],
            problems
                .Split('\n')
                .Where(l =>
                    l.Contains(".yaml", StringComparison.Ordinal) && !l.Contains("warning", StringComparison.Ordinal)
                )
                .Select(line => line.Split(':')[0])
                .Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public async Task A_sound_folder_is_said_to_be_well()
    {
        var (exit, output, _) = await CheckAsync();

        Assert.Equal(0, exit);
        Assert.Matches(
            "^2 rules \\(version [0-9a-f]{12}\\), 0 feeds, 0 chats in subscriptions.yaml: all is well\n$",
            output
        );
    }

    [Fact]
    public async Task A_time_between_polls_that_is_never_kept_is_warned_of()
    {
        var folder = Directory.CreateTempSubdirectory("alertbot-check-");
        Directory.CreateSymbolicLink(Path.Combine(folder.FullName, "rules"), Repository.PathOf("config/rules"));
        await File.WriteAllTextAsync(
            Path.Combine(folder.FullName, "feeds.yaml"),
            "feeds:\n  - {url: 'https://a.example.org/feed', publisher: A, every: 10m}",
            TestContext.Current.CancellationToken
        );
        using var problems = new StringWriter { NewLine = "\n" };

        var exit = await CommandLine.RunAsync(
            ["check", "--config", folder.FullName],
            new Terminal(TextReader.Null, TextWriter.Null, problems, false),
            TestContext.Current.CancellationToken
        );
        folder.Delete(recursive: true);

        Assert.Equal(0, exit);
        Assert.Contains(
            "feeds.yaml:2:62: warning: every: 10m is shorter than Feeds:MinInterval, so this feed is polled every 15m",
            $"{problems}",
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Without_a_list_of_feeds_all_is_not_well()
    {
        var (exit, output, problems) = await CheckAloneAsync();

        Assert.Equal((1, ""), (exit, output));
        Assert.StartsWith("feeds.yaml:1:1: there is no such file", problems, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_tells_faults_and_warnings_apart()
    {
        var folder = Directory.CreateTempSubdirectory("alertbot-check-");
        Directory.CreateDirectory(Path.Combine(folder.FullName, "rules"));
        await File.WriteAllTextAsync(
            Path.Combine(folder.FullName, "rules", "a.yaml"),
            "concepts: {oil: {en: [oil, oils]}}\nrules: [{id: oil, title: {en: Oil}, when: oil, examples: "
                + "{match: [Oil], no-match: [Gas]}}]",
            TestContext.Current.CancellationToken
        );
        await File.WriteAllTextAsync(
            Path.Combine(folder.FullName, "subscriptions.yaml"),
            "subscriptions:\n  - {chat: telegram:1, topics: [oill]}",
            TestContext.Current.CancellationToken
        );
        await File.WriteAllTextAsync(
            Path.Combine(folder.FullName, "feeds.yaml"),
            "feeds: []",
            TestContext.Current.CancellationToken
        );
        using var output = new StringWriter { NewLine = "\n" };

        var exit = await CommandLine.RunAsync(
            ["check", "--json", "--config", folder.FullName],
            new Terminal(TextReader.Null, output, TextWriter.Null, false),
            TestContext.Current.CancellationToken
        );
        var delivered = JsonDocument.Parse($"{output}").RootElement;
        folder.Delete(recursive: true);

        Assert.Equal(1, exit);
        Assert.Equal(
            """[{"file":"subscriptions.yaml","line":2,"column":33}]""",
            Places(delivered.GetProperty("faults"))
        );
        Assert.Equal("""[{"file":"rules/a.yaml","line":1,"column":28}]""", Places(delivered.GetProperty("warnings")));
        Assert.Equal(
            (1, 12),
            (delivered.GetProperty("rules").GetInt32(), delivered.GetProperty("version").GetString()!.Length)
        );
    }

    private static string Places(JsonElement diagnostics) =>
        JsonSerializer.Serialize(
            diagnostics
                .EnumerateArray()
                .Select(fault => new
                {
                    file = fault.GetProperty("file").GetString(),
                    line = fault.GetProperty("line").GetInt32(),
                    column = fault.GetProperty("column").GetInt32(),
                })
        );

    private static (string File, string Content) Read(string golden)
    {
        var head = golden.IndexOf('\n', StringComparison.Ordinal);
        var end = golden.IndexOf(Parting, StringComparison.Ordinal);
        return (golden[..head], end < 0 ? golden[(head + 1)..].TrimEnd('\n') : golden[(head + 1)..end]);
    }

    private static Task<(int Exit, string Output, string Problems)> CheckAsync(
        params (string File, string Content)[] files
    ) => CheckAloneAsync([("feeds.yaml", "feeds: []\n"), .. files]);

    /// <summary>With no file but these, and rules.</summary>
    private static async Task<(int Exit, string Output, string Problems)> CheckAloneAsync(
        params (string File, string Content)[] files
    )
    {
        var folder = Directory.CreateTempSubdirectory("alertbot-check-");
        Directory.CreateDirectory(Path.Combine(folder.FullName, "rules"));
        await File.WriteAllTextAsync(
            Path.Combine(folder.FullName, "rules", "all.yaml"),
            TestBot.Rules,
            TestContext.Current.CancellationToken
        );
        foreach (var (file, content) in files)
            await File.WriteAllTextAsync(
                Path.Combine(folder.FullName, file),
                content,
                TestContext.Current.CancellationToken
            );
        using var output = new StringWriter { NewLine = "\n" };
        using var problems = new StringWriter { NewLine = "\n" };
        var exit = await CommandLine.RunAsync(
            ["check", "--config", folder.FullName],
            new Terminal(TextReader.Null, output, problems, false),
            TestContext.Current.CancellationToken
        );
        folder.Delete(recursive: true);
        return (
            exit,
            $"{output}",
            string.Concat(
                problems
                    .ToString()
                    .Split('\n')
                    .Where(line => !line.Contains(": warning:", StringComparison.Ordinal))
                    .Select(line => line.Length > 0 ? line + "\n" : "")
            )
        );
    }
}
