using AlertBot.Configuration.Yaml;

namespace AlertBot.Configuration;

/// <summary>The folder with everything an operator edits (<c>--config</c>).</summary>
internal sealed record ConfigFolder(string Path)
{
    public string Feeds => System.IO.Path.Combine(Path, "feeds.yaml");

    public string Subscriptions => System.IO.Path.Combine(Path, "subscriptions.yaml");

    public string Rules => System.IO.Path.Combine(Path, "rules");

    public string Settings => System.IO.Path.Combine(Path, "appsettings.json");

    /// <summary>The rule files, in a fixed order.</summary>
    public IReadOnlyList<string> RuleFiles => YamlFolder.Files(Rules);

    /// <summary>
    /// Why nothing in the folder can be looked at; null when it can. The system says of files in a closed folder that
    /// they are not there.
    /// </summary>
    public string? FindFault()
    {
        try
        {
            _ = Directory.EnumerateFileSystemEntries(Path).Any();
            // Listed is not enough: to open what is in it takes the right to go through it.
            _ = File.GetAttributes(System.IO.Path.Combine(Path, "."));
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return e.Message;
        }
    }

    /// <summary>What a rule file is called: its path within the folder.</summary>
    public string RuleName(string path) => YamlFolder.NameOf(Rules, path);
}
