using System.Text.Json;
using System.Text.RegularExpressions;
using AlertBot.Tests.Support;

namespace AlertBot.Tests.Cli;

/// <summary>
/// Every package that ships, those that others bring along too, is under a licence that lets this program stay MIT.
/// </summary>
public sealed partial class LicenceTests
{
    private static readonly HashSet<string> Allowed =
    [
        "MIT",
        "Apache-2.0",
        "PostgreSQL",
        "BSD-2-Clause",
        "BSD-3-Clause",
        "MPL-1.1",
        "MPL-2.0",
    ];

    /// <summary>Read in the package, which names no licence by its identifier: CodeHollow.FeedReader is MIT.</summary>
    private static readonly HashSet<string> Read = ["CodeHollow.FeedReader"];

    [Fact]
    public void Of_every_package_the_licence_is_known_and_allowed()
    {
        using var locked = JsonDocument.Parse(File.ReadAllText(Repository.PathOf("src/AlertBot/packages.lock.json")));
        var packages = locked
            .RootElement.GetProperty("dependencies")
            .EnumerateObject()
            .SelectMany(framework => framework.Value.EnumerateObject())
            .Where(package => package.Value.GetProperty("type").GetString() != "Project")
            .Select(package => (package.Name, Version: package.Value.GetProperty("resolved").GetString()!))
            .ToList();

        Assert.True(packages.Count > 20, $"{packages.Count} packages");
        Assert.All(packages.Where(package => !Read.Contains(package.Name)), package =>
            Assert.Contains(LicenceOf(package.Name, package.Version), Allowed)
        );
    }

    private static string LicenceOf(string name, string version)
    {
        var folder = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        var id = name.ToLowerInvariant();
        return
            Expression().Match(File.ReadAllText(Path.Combine(folder, id, version, $"{id}.nuspec")))
                is { Success: true } match
            ? match.Groups[1].Value
            : $"none that {name} names";
    }

    [GeneratedRegex("<license type=\"expression\">([^<]+)<")]
    private static partial Regex Expression();
}
