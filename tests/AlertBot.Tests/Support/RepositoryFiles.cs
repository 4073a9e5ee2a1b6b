namespace AlertBot.Tests.Support;

// Apart from Repository.cs, which the benchmarks compile too: they have no xunit.
internal static partial class Repository
{
    /// <summary>The source files under a folder, by their path from there; nothing that a build made.</summary>
    public static IEnumerable<(string Name, string Text)> Sources(string folder) =>
        from file in Directory.EnumerateFiles(PathOf(folder), "*.cs", SearchOption.AllDirectories)
        let name = Path.GetRelativePath(PathOf(folder), file).Replace('\\', '/')
        where !name.Split('/').Any(part => part is "bin" or "obj")
        select (name, File.ReadAllText(file));

    /// <summary>
    /// Compares with a file kept in the repository. With ALERTBOT_ACCEPT=1 the file is written instead, to be looked at
    /// and committed.
    /// </summary>
    public static void AssertSame(string path, string actual)
    {
        var full = PathOf(path);
        if (Environment.GetEnvironmentVariable("ALERTBOT_ACCEPT") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(full)!);
            File.WriteAllText(full, actual);
        }
        Assert.True(File.Exists(full), $"{path} is missing; write it with ALERTBOT_ACCEPT=1 and look at it");
        Assert.Equal(File.ReadAllText(full), actual);
    }
}
