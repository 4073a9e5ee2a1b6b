using System.CommandLine;
using System.Diagnostics;
using AlertBot.Cli;
using AlertBot.Ingestion;
using AlertBot.Runtime;
using AlertBot.Tests.Support;

namespace AlertBot.Tests.Cli;

/// <summary>What the program says of itself, to people and to their shells.</summary>
public sealed class HelpTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("alertbot-help-");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Every_verb_option_and_argument_is_explained()
    {
        var root = CommandLine.Root(Terminal.OfProcess());

        var nameless = Under(root)
            .SelectMany(command =>
                command
                    .Options.Concat<Symbol>(command.Arguments)
                    .Append(command)
                    .Where(symbol => string.IsNullOrWhiteSpace(symbol.Description))
                    .Select(symbol => $"{command.Name} {symbol.Name}")
            );

        Assert.Empty(nameless);
        Assert.True(Under(root).Count() > 15);
    }

    [Theory]
    [InlineData("alertbot st", "store")]
    [InlineData("alertbot store b", "backup")]
    [InlineData("alertbot demo --lang f", "fr")]
    [InlineData("alertbot run --lo", "--log")]
    public async Task Bash_completes_what_the_program_knows(string typed, string completed)
    {
        File.CreateSymbolicLink(
            Path.Combine(_folder.FullName, "alertbot"),
            Path.ChangeExtension(typeof(Pipeline).Assembly.Location, null)
        );
        const string Press =
            "source <(alertbot completion bash); COMP_LINE=$1 COMP_POINT=${#1}; read -ra COMP_WORDS "
            + "<<<\"$1\"; COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _alertbot; "
            + "printf '%s\\n' \"${COMPREPLY[@]}\"";
        var start = new ProcessStartInfo("bash", ["-c", Press, "bash", typed]) { RedirectStandardOutput = true };
        start.Environment["PATH"] = $"{_folder.FullName}:{Environment.GetEnvironmentVariable("PATH")}";

        using var bash = Process.Start(start)!;

        Assert.Equal(
            [completed],
            (await bash.StandardOutput.ReadToEndAsync(Ct)).Split('\n', StringSplitOptions.RemoveEmptyEntries)
        );
    }

    [Theory]
    [InlineData("bash", "complete ")]
    [InlineData("zsh", "compdef ")]
    [InlineData("fish", "complete ")]
    public async Task Each_shell_gets_its_script_and_another_is_told_which_there_are(string shell, string holds)
    {
        Assert.Contains(holds, (await RunAsync("completion", shell)).Output, StringComparison.Ordinal);
        Assert.Contains("'zsh'", (await RunAsync("completion", "tcsh")).Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_has_only_the_program_begins_with_the_shipped_configuration_and_keeps_what_is_there()
    {
        var config = Path.Combine(_folder.FullName, "config");
        Assert.Contains(
            "alertbot init",
            (await RunAsync("check", "--config", config)).Errors,
            StringComparison.Ordinal
        );
        Directory.CreateDirectory(config);
        await File.WriteAllTextAsync(Path.Combine(config, "feeds.yaml"), "feeds: []\n", Ct);

        Assert.Equal(Exit.Fine, (await RunAsync("init", "--config", config)).Exit);

        Assert.Equal("feeds: []\n", await File.ReadAllTextAsync(Path.Combine(config, "feeds.yaml"), Ct));
        Assert.Contains(
            "0 feeds, 0 chats in subscriptions.yaml: all is well",
            (await RunAsync("check", "--config", config)).Output,
            StringComparison.Ordinal
        );
        Assert.Equal(
            Directory
                .GetFiles(Repository.PathOf("config"), "*", SearchOption.AllDirectories)
                .Select(path => Path.GetRelativePath(Repository.PathOf("config"), path))
                .Order(),
            Directory
                .GetFiles(config, "*", SearchOption.AllDirectories)
                .Select(path => Path.GetRelativePath(config, path))
                .Order()
        );
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_is_told_of()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "file"), "", Ct);

        var (exit, _, errors) = await RunAsync("init", "--config", Path.Combine(_folder.FullName, "file"));

        Assert.Equal(Exit.Wrong, exit);
        Assert.Contains("cannot be written", errors, StringComparison.Ordinal);
    }

    [MachineSuite]
    [Fact]
    public async Task The_demo_needs_no_configuration()
    {
        var (exit, output, _) = await RunAsync("demo", "--config", Path.Combine(_folder.FullName, "none"));

        Assert.Equal(Exit.Fine, exit);
        Assert.Contains("#Ceasefire", output, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(_folder.FullName));
    }

    private static IEnumerable<Command> Under(Command command) =>
        command.Subcommands.SelectMany(Under).Prepend(command);

    private static async Task<(int Exit, string Output, string Errors)> RunAsync(params string[] args)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var errors = new StringWriter { NewLine = "\n" };
        var exit = await CommandLine.RunAsync(args, new Terminal(TextReader.Null, output, errors, false), Ct);
        return (exit, $"{output}", $"{errors}");
    }
}
