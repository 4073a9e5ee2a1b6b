using AlertBot.Configuration;
using AlertBot.Feeds.Entries;
using AlertBot.Localization;
using AlertBot.Rules;
using AlertBot.Rules.Loading;
using AlertBot.Stories.TalksState;

namespace AlertBot.Tests.Rules;

/// <summary>A folder of rule files that lasts as long as a test.</summary>
internal sealed class RulesFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("rules");

    public string Path => _folder.FullName;

    public DiagnosticBag Faults { get; } = new();

    public List<Diagnostic> Warnings { get; } = [];

    public RulesFolder With(string name, string text)
    {
        File.WriteAllText(System.IO.Path.Combine(Path, name), text);
        return this;
    }

    public RuleSet? Read() => RuleFiles.Load(Path, Faults, Warnings, State.ReadForRules);

    /// <summary>The set of one file; the test fails with its faults when it has any.</summary>
    public static RuleSet Of(string text)
    {
        using var folder = new RulesFolder().With("test.yaml", text);
        var set = folder.Read();
        Assert.Empty(folder.Faults.All);
        return set!;
    }

    public static Entry Entry(
        string title,
        Language language = Language.English,
        string summary = "",
        string body = ""
    ) =>
        new()
        {
            Identity = "1",
            Title = title,
            Summary = summary,
            Body = body,
            Language = language,
        };

    public void Dispose() => _folder.Delete(recursive: true);
}
