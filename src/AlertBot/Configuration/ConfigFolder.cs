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

    /// <summary>What a rule file is called: its path within the folder.</summary>
    public string RuleName(string path) => YamlFolder.NameOf(Rules, path);
}
