using System.Text.RegularExpressions;
using AlertBot.Cli;
using AlertBot.Runtime;
using AlertBot.Tests.Support;

namespace AlertBot.Tests.Cli;

/// <summary>
/// What the pages for analysts show is what the program prints: their rule files are saved as told, their commands are
/// run over the shipped configuration, and each output is put where the page has one.
/// </summary>
public sealed partial class PagesTests : IDisposable
{
    private const string Fence = "```";

    private readonly DirectoryInfo _config = Directory.CreateTempSubdirectory("alertbot-pages-");

    public PagesTests()
    {
        foreach (var file in Directory.EnumerateFiles(Repository.PathOf("config"), "*.*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(_config.FullName, Path.GetRelativePath(Repository.PathOf("config"), file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    [Theory]
    [InlineData("README.md")]
    [InlineData("docs/rules.md")]
    public async Task A_page_shows_what_the_program_prints(string page)
    {
        var shown = new List<string>();
        var lines = new Queue<string>(
            await File.ReadAllLinesAsync(Repository.PathOf(page), TestContext.Current.CancellationToken)
        );
        while (lines.TryDequeue(out var line))
        {
            shown.Add(line);
            if (line.StartsWith(Fence, StringComparison.Ordinal))
                shown.AddRange([.. await RedoneAsync(line[Fence.Length..], Block(lines)), Fence]);
        }
        Repository.AssertSame(page, string.Join('\n', shown) + "\n");
    }

    private static List<string> Block(Queue<string> lines)
    {
        var block = new List<string>();
        while (lines.Dequeue() is var line && line != Fence)
            block.Add(line);
        return block;
    }

    private async Task<IEnumerable<string>> RedoneAsync(string kind, List<string> block)
    {
        if (kind == "yaml" && block[0] == "concepts:")
        {
            await File.WriteAllLinesAsync(
                Path.Combine(_config.FullName, "rules", "prisoners.yaml"),
                block,
                TestContext.Current.CancellationToken
            );
            return block;
        }
        var commands = block.Where(l => Call().IsMatch(l)).ToList();
        return commands.Count == 0 ? block : (await PrintedAsync(commands)).SkipLast(1);
    }

    /// <summary>Each command, what it prints, and an empty line.</summary>
    private async Task<List<string>> PrintedAsync(List<string> commands)
    {
        var printed = new List<string>();
        foreach (var command in commands)
        {
            using var both = new StringWriter { NewLine = "\n" };
            var words = Word().Matches(Call().Match(command).Groups[1].Value).Select(m => m.Value.Trim('"'));
            await CommandLine.RunAsync(
                [.. words, "--config", _config.FullName],
                new Terminal(TextReader.Null, both, both, false),
                TestContext.Current.CancellationToken
            );
            // The version is another one after each edit of the lists.
            printed.AddRange([command, .. Version().Replace($"{both}", "(version …)").TrimEnd('\n').Split('\n'), ""]);
        }
        return printed;
    }

    /// <summary>The verbs that need no network and end by themselves.</summary>
    [GeneratedRegex("^\\$ (?:alertbot|dotnet run --project src/AlertBot --) ((?:check|try)\\b.*)$")]
    private static partial Regex Call();

    [GeneratedRegex("\"[^\"]*\"|[^ ]+")]
    private static partial Regex Word();

    [GeneratedRegex(@"\(version [0-9a-f]+\)")]
    private static partial Regex Version();

    public void Dispose() => _config.Delete(recursive: true);
}
