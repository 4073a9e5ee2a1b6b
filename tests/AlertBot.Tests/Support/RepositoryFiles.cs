namespace AlertBot.Tests.Support;

// Apart from Repository.cs, which the benchmarks compile too: they have no xunit.
internal static partial class Repository
{
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
