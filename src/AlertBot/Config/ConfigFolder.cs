namespace AlertBot.Config;

/// <summary>The folder with everything an operator edits (<c>--config</c>).</summary>
internal sealed record ConfigFolder(string Path)
{
    public string Feeds => System.IO.Path.Combine(Path, "feeds.yaml");

    public string Subscriptions => System.IO.Path.Combine(Path, "subscriptions.yaml");

    public string Rules => System.IO.Path.Combine(Path, "rules");

    public string Settings => System.IO.Path.Combine(Path, "appsettings.json");

    /// <summary>The rule files, in a fixed order.</summary>
    public IReadOnlyList<string> RuleFiles => RuleFilesIn(Rules);

    /// <summary>
    /// The rule files of a folder, in a fixed order: *.yaml and *.yml, however their ends are written. What begins with
    /// a dot is an editor's or a system's own (<c>.#libya.yaml</c>, <c>._libya.yaml</c>).
    /// </summary>
    public static IReadOnlyList<string> RuleFilesIn(string folder) =>
        Directory.Exists(folder)
            ?
            [
                .. Directory
                    .EnumerateFiles(folder)
                    .Where(path =>
                        !System.IO.Path.GetFileName(path).StartsWith('.')
                        && (
                            path.EndsWith(".yaml", StringComparison.OrdinalIgnoreCase)
                            || path.EndsWith(".yml", StringComparison.OrdinalIgnoreCase)
                        )
                    )
                    .Order(StringComparer.Ordinal),
            ]
            : [];
}
