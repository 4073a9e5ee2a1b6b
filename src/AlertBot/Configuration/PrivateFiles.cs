namespace AlertBot.Configuration;

/// <summary>
/// Keeps what the program writes to the user it runs as: a store and its copies name every chat, and what each follows.
/// </summary>
internal static class PrivateFiles
{
    private const UnixFileMode Folder = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private const UnixFileMode Others =
        UnixFileMode.GroupRead
        | UnixFileMode.GroupWrite
        | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead
        | UnixFileMode.OtherWrite
        | UnixFileMode.OtherExecute;

    /// <summary>A folder that its user alone may look into (0700).</summary>
    public static void MakeFolder(string path)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(path);
        else
            Directory.CreateDirectory(path, Folder);
    }

    /// <summary>
    /// Makes the file, empty, for its user alone (0600); one that is there is only closed to others. What makes more
    /// files beside it, as SQLite does, gives them the same mode.
    /// </summary>
    public static void Close(string path)
    {
        if (OperatingSystem.IsWindows())
            return;
        if (!File.Exists(path))
            new FileStream(
                path,
                new FileStreamOptions
                {
                    Mode = FileMode.CreateNew,
                    Access = FileAccess.Write,
                    UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
                }
            ).Dispose();
        else if (File.GetUnixFileMode(path) is var mode && (mode & Others) != 0)
            File.SetUnixFileMode(path, mode & ~Others);
    }

    /// <summary>Whether others than its user may read it.</summary>
    public static bool IsReadableByOthers(string path) =>
        !OperatingSystem.IsWindows()
        && File.Exists(path)
        && (File.GetUnixFileMode(path) & (UnixFileMode.OtherRead | UnixFileMode.GroupRead)) != 0;
}
