using System.Reflection;

namespace AlertBot.Configuration;

/// <summary>
/// The rules, feeds and settings that come with the program: config/ of the source, within the program itself.
/// </summary>
internal static class ShippedConfig
{
    private const string Prefix = "Shipped/";

    /// <summary>Writes each file that is not there yet; an operator's own is never touched.</summary>
    /// <param name="folder">Made where it is missing.</param>
    /// <returns>How many files were written, and how many were there.</returns>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder cannot be written.</exception>
    public static (int Written, int Kept) WriteTo(string folder)
    {
        var program = Assembly.GetExecutingAssembly();
        var names = program
            .GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .ToList();
        var written = 0;
        foreach (var name in names)
        {
            var path = Path.Combine(folder, name[Prefix.Length..]);
            if (File.Exists(path))
                continue;
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            using var from = program.GetManifestResourceStream(name)!;
            using var to = new FileStream(path, FileMode.CreateNew);
            from.CopyTo(to);
            written++;
        }
        return (written, names.Count - written);
    }
}
