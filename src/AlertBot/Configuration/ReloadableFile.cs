using System.Security.Cryptography;

namespace AlertBot.Configuration;

/// <summary>
/// A value read from files: taken up as a whole when they change and read without a fault, else the former value stays.
/// Files are compared by content at each look, because change events of the file system are lost on network shares and
/// container mounts.
/// </summary>
/// <param name="files">The files that make it up; a missing one counts as empty.</param>
/// <param name="read">Reads them; null, with the reasons in the faults, when they cannot be used.</param>
internal sealed class ReloadableFile<T>(Func<IReadOnlyList<string>> files, Func<DiagnosticBag, T?> read)
    where T : class
{
    private string _lookedAt = "";
    private volatile T? _current;
    private volatile IReadOnlyList<Diagnostic> _faults = [];

    /// <summary>
    /// The newest value that read well. There is none before the first look, and none after it if the files were faulty
    /// from the start.
    /// </summary>
    public T Current => _current ?? throw new InvalidOperationException("The files have not been read yet.");

    public bool HasValue => _current is not null;

    /// <summary>
    /// What is wrong with the files as they are now, while an older value is in use; empty when all is well.
    /// </summary>
    public IReadOnlyList<Diagnostic> Diagnostics => _faults;

    /// <summary>
    /// Looks at the files; called by one job at a time. True when <see cref="Current"/> or <see cref="Diagnostics"/>
    /// has changed.
    /// </summary>
    public bool ReloadChanges()
    {
        var content = ContentHash();
        if (content == _lookedAt)
            return false;
        var diagnostics = new DiagnosticBag();
        var value = read(diagnostics);
        if (value is not null)
            _current = value;
        _faults = diagnostics.All;
        _lookedAt = content;
        return true;
    }

    private string ContentHash()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in files())
        {
            hash.AppendData(System.Text.Encoding.UTF8.GetBytes(file));
            hash.AppendData(ContentOf(file));
        }
        return Convert.ToHexString(hash.GetHashAndReset());
    }

    /// <summary>
    /// One that cannot be read, or is gone, differs from an empty one: whoever reads it says what is wrong.
    /// </summary>
    private static byte[] ContentOf(string file)
    {
        try
        {
            return File.Exists(file) ? [1, .. File.ReadAllBytes(file)] : [0];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [2, .. System.Text.Encoding.UTF8.GetBytes(e.Message)];
        }
    }
}
