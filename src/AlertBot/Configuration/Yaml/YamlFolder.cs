namespace AlertBot.Configuration.Yaml;

/// <summary>Lists the YAML files of a folder.</summary>
internal static class YamlFolder
{
    /// <summary>Folders within folders beyond that are no order but a mistake.</summary>
    private const int MostNested = 4;

    private static readonly EnumerationOptions Everything = new()
    {
        RecurseSubdirectories = true,
        MaxRecursionDepth = MostNested,
        AttributesToSkip = FileAttributes.None,
        IgnoreInaccessible = true,
    };

    /// <summary>
    /// The paths of all <c>*.yaml</c> and <c>*.yml</c>, in small or capital letters, in the folder and those within it,
    /// in a fixed order. What editors and systems drop beside them is passed over: hidden files and folders
    /// (<c>._x.yaml</c>, <c>.x.yaml.swp</c>, <c>.#x.yaml</c>), copies with <c>~</c> or <c>#</c>.
    /// </summary>
    public static IReadOnlyList<string> Files(string folder) =>
        !Directory.Exists(folder)
            ? []
            :
            [
                .. Directory
                    .EnumerateFiles(folder, "*", Everything)
                    .Where(path => IsYaml(path) && !NameOf(folder, path).Split('/').Any(IsDropping))
                    .Order(StringComparer.Ordinal),
            ];

    /// <summary>
    /// Why the folder, or one within it, cannot be listed; null when all can. <see cref="Files"/> passes over what it
    /// may not look into, and a set that lacks half of its rules must not pass for whole.
    /// </summary>
    public static string? FindFault(string folder)
    {
        try
        {
            // Of a folder within one that is closed, the system says that it is not there.
            if ((File.GetAttributes(folder) & FileAttributes.Directory) == 0)
                return null;
            _ = Directory
                .EnumerateFiles(
                    folder,
                    "*",
                    new EnumerationOptions
                    {
                        RecurseSubdirectories = true,
                        MaxRecursionDepth = MostNested,
                        AttributesToSkip = FileAttributes.Hidden,
                        IgnoreInaccessible = false,
                    }
                )
                .Count();
            return null;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return e.Message;
        }
    }

    /// <summary>The path within the folder, with slashes whatever the system.</summary>
    public static string NameOf(string folder, string path) =>
        Path.GetRelativePath(folder, path).Replace(Path.DirectorySeparatorChar, '/');

    private static bool IsYaml(string path) =>
        Path.GetExtension(path) is var end
        && (
            end.Equals(".yaml", StringComparison.OrdinalIgnoreCase)
            || end.Equals(".yml", StringComparison.OrdinalIgnoreCase)
        );

    private static bool IsDropping(string name) => name[0] is '.' or '#' or '~' || name == "__MACOSX";
}
