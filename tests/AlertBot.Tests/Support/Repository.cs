namespace AlertBot.Tests.Support;

/// <summary>The checkout the tests were built in.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static string PathOf(string path) => Path.Combine(Root, path);

    /// <summary>
    /// Compares with a file kept in the repository. With ALERTBOT_ACCEPT=1 the file is written instead, to be looked at and committed.
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

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "AlertBot.sln")))
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The tests run outside their checkout.");
        return folder;
    }
}
