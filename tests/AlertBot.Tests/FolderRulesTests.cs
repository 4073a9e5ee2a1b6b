using System.Text.RegularExpressions;
using AlertBot.Tests.Support;
using ArchUnitNET.Domain;
using ArchUnitNET.Domain.Extensions;
using ArchUnitNET.Loader;

namespace AlertBot.Tests;

/// <summary>
/// The order of the folders: each may use those before it, none after. It is what lets one folder be read without the
/// rest.
/// </summary>
public sealed partial class FolderRulesTests
{
    private static readonly string[] Order =
    [
        "Localization",
        "Runtime",
        "Configuration",
        "Storage",
        "Feeds",
        "Rules",
        "Stories",
        "Search",
        "Chats",
        "Subscriptions",
        "Channels",
        "Delivery",
        "Alerts",
        "OperatorNotices",
        "Ingestion",
        "Hosting",
        "RuleTesting",
        "Web",
        "Cli",
    ];

    /// <summary>
    /// Whose ids are 10000 to 10099, 10100 to 10199 and so on; a folder that comes new goes to the end, since ids never
    /// change. A folder that logs nothing has no block.
    /// </summary>
    private static readonly string[] LogBlocks =
    [
        "Configuration",
        "Storage",
        "Feeds",
        "Rules",
        "Stories",
        "Subscriptions",
        "Channels",
        "Delivery",
        "Hosting",
        "Cli",
        "OperatorNotices",
        "Web",
    ];

    /// <summary>Every type of the program with all that it uses, read from the assembly.</summary>
    private static readonly Lazy<Architecture> Program = new(() =>
        new ArchLoader().LoadAssembly(typeof(AlertBot.Program).Assembly).Build()
    );

    public static TheoryData<string> Folders => [.. Order];

    [Theory]
    [MemberData(nameof(Folders))]
    public void A_folder_uses_only_folders_before_it(string folder)
    {
        var later = Order.SkipWhile(f => f != folder).Skip(1).ToHashSet(StringComparer.Ordinal);
        var types = Program.Value.Types.Where(type => RoomOf(type) == folder).ToList();
        var broken =
            from type in types
            from used in type.GetTypeDependencies()
            where RoomOf(used) is { } room && later.Contains(room)
            select $"{type.FullName} uses {used.FullName}";

        Assert.NotEmpty(types);
        Assert.Empty(broken.Distinct());
    }

    [Fact]
    public void Uses_within_methods_and_lambdas_are_seen() =>
        Assert.Contains(
            Program
                .Value.Types.Where(type => RoomOf(type) == "Ingestion")
                .SelectMany(type => type.GetTypeDependencies()),
            used => used.FullName == typeof(AlertBot.Alerts.Rewriting.RewriteStore).FullName
        );

    [Theory]
    [MemberData(nameof(Folders))]
    public void Namespaces_are_folders(string folder)
    {
        var root = Repository.PathOf("src/AlertBot");
        Assert.All(Files(folder), file =>
        {
            var expected =
                "AlertBot."
                + Path.GetRelativePath(root, Path.GetDirectoryName(file)!).Replace(Path.DirectorySeparatorChar, '.');
            Assert.Contains($"namespace {expected};", File.ReadAllText(file), StringComparison.Ordinal);
        });
    }

    [Fact]
    public void No_file_is_longer_than_400_lines() =>
        Assert.All(Order.SelectMany(Files).Concat(Files("Web", "*.razor")), file =>
            Assert.InRange(File.ReadAllLines(file).Length, 1, 400)
        );

    [Fact]
    public void Log_ids_lie_in_the_block_of_their_folder_and_are_used_once()
    {
        var ids = LogBlocks
            .SelectMany(
                (folder, place) =>
                    Files(folder)
                        .SelectMany(file =>
                            LogId()
                                .Matches(File.ReadAllText(file))
                                .Select(m => (Place: place, Id: int.Parse(m.Groups[1].Value, null)))
                        )
            )
            .ToList();

        Assert.DoesNotContain(Order.Except(LogBlocks).SelectMany(Files), file =>
            LogId().IsMatch(File.ReadAllText(file))
        );
        Assert.NotEmpty(ids);
        Assert.All(ids, log => Assert.InRange(log.Id, 10000 + (100 * log.Place), 10099 + (100 * log.Place)));
        Assert.Equal(ids.Count, ids.Select(log => log.Id).Distinct().Count());
    }

    private static string? RoomOf(IType type) =>
        type.Namespace?.FullName.Split('.') is ["AlertBot", var room, ..] ? room : null;

    private static IEnumerable<string> Files(string folder) => Files(folder, "*.cs");

    private static IEnumerable<string> Files(string folder, string pattern) =>
        Directory.EnumerateFiles(Repository.PathOf($"src/AlertBot/{folder}"), pattern, SearchOption.AllDirectories);

    [GeneratedRegex(@"\[LoggerMessage\((\d+),")]
    private static partial Regex LogId();
}
