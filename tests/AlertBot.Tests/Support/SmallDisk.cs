using System.Diagnostics;

namespace AlertBot.Tests.Support;

/// <summary>
/// A disk of a few megabytes in memory that can be filled to the last byte; mounting one takes root, and without it the
/// test is skipped.
/// </summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("alertbot-disk-");

    public SmallDisk(int megabytes)
    {
        MachineNeed.MountedDisk.Require();
        if (Run("mount", "-t", "tmpfs", "-o", $"size={megabytes}m", "alertbot", Path))
            return;
        _folder.Delete();
        throw new InvalidOperationException("a disk in memory could not be mounted");
    }

    public string Path => _folder.FullName;

    private string Filler => System.IO.Path.Combine(Path, "filler");

    /// <summary>Whatever is written next meets ENOSPC, unless it goes where something was before.</summary>
    public void Fill()
    {
        using var filler = new FileStream(Filler, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        var block = new byte[4096];
        try
        {
            while (true)
                filler.Write(block);
        }
        catch (IOException)
        {
            // It is full.
        }
    }

    public void Free() => File.Delete(Filler);

    public void Dispose()
    {
        // Lazily: a program that was killed a moment ago may still be letting go of it.
        Run("umount", "-l", Path);
        _folder.Delete();
    }

    private static bool Run(string program, params string[] args)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, args) { RedirectStandardError = true })!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
