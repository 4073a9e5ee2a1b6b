using System.Text.RegularExpressions;
using AlertBot.Tests.Support;

namespace AlertBot.Tests;

/// <summary>
/// Each table has one folder that writes it; others ask that folder. Only so can it be read in one place what happens
/// to a row. Reading is free.
/// </summary>
public sealed partial class TableOwnerTests
{
    private static readonly Dictionary<string, string> Owners = new(StringComparer.Ordinal)
    {
        ["feeds"] = "Feeds",
        ["hubs"] = "Feeds",
        ["entries"] = "Feeds",
        ["matches"] = "Rules",
        ["rule_sets"] = "Rules",
        ["stories"] = "Stories",
        ["entry_words"] = "Search",
        ["subscriptions"] = "Subscriptions",
        ["feedback"] = "Subscriptions",
        ["shares"] = "Subscriptions",
        ["updates"] = "Channels",
        ["discord_places"] = "Channels",
        ["outbox"] = "Delivery",
        ["chats"] = "Delivery",
        ["channels"] = "Delivery",
        ["rewrites"] = "Alerts",
        ["model_use"] = "Alerts",
        ["cursors"] = "Storage",
        ["nodes"] = "Storage",
        ["listeners"] = "Storage",
    };

    /// <summary>They make or copy the whole store, before anyone works on it.</summary>
    private static readonly string[] OfAllTables = ["Storage/Migrations/", "Storage/Backups/StoreCopy.cs"];

    /// <summary>Write a table that their caller names, which is looked for in the caller.</summary>
    private static readonly string[] OfTheCallersTable =
    [
        "Storage/IDatedRecords.cs",
        "Storage/Leases/HeldLeases.cs",
        "Chats/IChatRecords.cs",
    ];

    private static IEnumerable<(string Name, string Text)> Sources =>
        Repository
            .Sources("src/AlertBot")
            .Where(file => !OfAllTables.Any(all => file.Name.StartsWith(all, StringComparison.Ordinal)));

    [Fact]
    public void A_table_is_written_by_its_folder_alone()
    {
        var written = Sources
            .SelectMany(file =>
                Write()
                    .Matches(file.Text)
                    .Concat(Named().Matches(file.Text))
                    .Select(write => (File: file.Name, Table: write.Groups[1].Value))
            )
            .ToList();

        Assert.Empty(Owners.Keys.Except(written.Select(write => write.Table)));
        Assert.Empty(
            written
                .Where(write => Owners.GetValueOrDefault(write.Table) != write.File.Split('/')[0])
                .Select(write => $"{write.File} writes {write.Table}")
                .Distinct()
        );
    }

    [Fact]
    public void Every_table_has_an_owner()
    {
        var made = Directory
            .EnumerateFiles(Repository.PathOf("src/AlertBot/Storage/Migrations"), "*.cs")
            .SelectMany(file => Made().Matches(File.ReadAllText(file)).Select(table => table.Groups[1].Value))
            .Where(table => !table.EndsWith("_new", StringComparison.Ordinal))
            .ToHashSet(StringComparer.Ordinal);

        Assert.Equal(made.Order(StringComparer.Ordinal), Owners.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Nobody_else_writes_a_table_that_the_text_does_not_name() =>
        Assert.Equal(
            OfTheCallersTable.Order(StringComparer.Ordinal),
            Sources.Where(file => Unnamed().IsMatch(file.Text)).Select(file => file.Name).Order(StringComparer.Ordinal)
        );

    [GeneratedRegex(@"\b(?:INSERT\s+(?:OR\s+\w+\s+)?INTO|UPDATE|DELETE\s+FROM)\s+(?!SET\b)([a-z_]+)\b")]
    private static partial Regex Write();

    [GeneratedRegex(@"\b(?:INSERT\s+INTO|UPDATE|DELETE\s+FROM)\s+\{")]
    private static partial Regex Unnamed();

    /// <summary>How the tables are named to what writes them for its caller.</summary>
    [GeneratedRegex(@"(?:ChatMove\.Rows|DatedColumn\.\w+|HeldLeases<\w+> \w+ = new)\(\s*""([a-z_]+)""")]
    private static partial Regex Named();

    [GeneratedRegex(@"CREATE TABLE (\w+)")]
    private static partial Regex Made();
}
