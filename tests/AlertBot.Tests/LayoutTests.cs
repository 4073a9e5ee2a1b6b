using AlertBot.Tests.Support;

namespace AlertBot.Tests;

/// <summary>
/// What the formatter does not hold: it breaks code, but neither strings nor comments. There is no list of exceptions,
/// for a long address or a long expectation can be joined of two pieces.
/// </summary>
public sealed class LayoutTests
{
    /// <summary>As .editorconfig has it (max_line_length), in characters as an editor counts them.</summary>
    private const int Longest = 120;

    private static readonly string[] Folders = ["src", "tests", "bench"];

    private static List<(string Name, string[] Lines)> Files { get; } =
    [
        .. Folders
            .SelectMany(folder =>
                Directory
                    .EnumerateFiles(Repository.PathOf(folder), "*.*", SearchOption.AllDirectories)
                    .Where(file => Path.GetExtension(file) is ".cs" or ".razor")
            )
            .Select(file => (Path.GetRelativePath(Repository.Root, file).Replace('\\', '/'), File.ReadAllLines(file)))
            .Where(file => !file.Item1.Split('/').Any(part => part is "bin" or "obj" or "node_modules")),
    ];

    [Fact]
    public void No_line_is_longer_than_120_characters()
    {
        var found = Where(line => line.Length > Longest && line.EnumerateRunes().Count() > Longest);

        Assert.NotEmpty(Files);
        Assert.True(found.Count == 0, $"longer than {Longest} characters:\n{string.Join('\n', found)}");
    }

    /// <summary>CsCheck's own loop draws its cases from the clock; <see cref="Property"/> does not.</summary>
    [Fact]
    public void No_property_draws_cases_that_no_run_can_repeat() =>
        Assert.Empty(Where(line => line.Contains(".Sample" + "(", StringComparison.Ordinal)));

    private static List<string> Where(Func<string, bool> isSo) =>
        [
            .. Files.SelectMany(file =>
                file.Lines.Select((line, at) => (Line: line, Place: $"{file.Name}:{at + 1}"))
                    .Where(one => isSo(one.Line))
                    .Select(one => one.Place)
            ),
        ];
}
