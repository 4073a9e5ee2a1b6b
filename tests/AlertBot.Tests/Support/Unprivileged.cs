using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace AlertBot.Tests.Support;

/// <summary>
/// Runs work on a thread that may not read a folder. Tests often run as root, whom no mode keeps out: on Linux a thread
/// can look at files as another user (setfsuid(2)).
/// </summary>
internal static class Unprivileged
{
    private const uint Nobody = 65534;

    /// <summary>Closes the folder to all but its owner's change of mode, and opens it again after the work.</summary>
    [UnsupportedOSPlatform("windows")]
    public static void Run(string closed, Action work)
    {
        var mode = File.GetUnixFileMode(closed);
        File.SetUnixFileMode(closed, UnixFileMode.None);
        Exception? failed = null;
        var thread = new Thread(() =>
        {
            if (OperatingSystem.IsLinux())
                _ = LookAs(Nobody);
            failed = Record.Exception(work);
        });
        thread.Start();
        thread.Join();
        File.SetUnixFileMode(closed, mode);
        if (failed is not null)
            throw new InvalidOperationException("failed as another user", failed);
    }

    [DllImport("libc", EntryPoint = "setfsuid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int LookAs(uint user);
}
