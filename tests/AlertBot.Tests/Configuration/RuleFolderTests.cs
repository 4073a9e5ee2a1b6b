using System.Runtime.Versioning;
using System.Text;
using AlertBot.Configuration;
using AlertBot.Configuration.Yaml;
using AlertBot.Rules.Loading;
using AlertBot.Tests.Support;

namespace AlertBot.Tests.Configuration;

/// <summary>Which files of a folder are read, and in which encodings.</summary>
public sealed class RuleFolderTests : IDisposable
{
    private const string Rule = """
        concepts: {quay: {fr: [échange]}}
        rules:
          - {id: quay, title: {ar: رصيف, en: Quay, fr: Quai}, when: quay}
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("alertbot-rules-");

    static RuleFolderTests() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    public void Dispose() => _folder.Delete(recursive: true);

    private void Write(string name, string text, Encoding? encoding = null)
    {
        var path = Path.Combine(_folder.FullName, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, (encoding ?? new UTF8Encoding(false)).GetBytes(text));
    }

    [Theory]
    [InlineData("quay.yaml")]
    [InlineData("quay.yml")]
    [InlineData("QUAY.YAML")]
    [InlineData("more/quay.yaml")]
    public void A_rule_file_is_read_however_it_is_called(string name)
    {
        Write(name, Rule);

        Assert.NotNull(RuleFiles.Load(_folder.FullName, new DiagnosticBag(), null, states: null));
        Assert.Equal([name], YamlFolder.Files(_folder.FullName).Select(p => YamlFolder.NameOf(_folder.FullName, p)));
    }

    [Theory]
    [InlineData(".", "quay.yaml")]
    [InlineData("more", "more/quay.yaml")]
    [UnsupportedOSPlatform("windows")]
    public void A_folder_that_may_not_be_looked_into_is_a_fault_not_a_smaller_set(string closed, string name)
    {
        File.SetUnixFileMode(_folder.FullName, (UnixFileMode)0b111_101_101);
        Write("other.yaml", Rule.Replace("quay", "other", StringComparison.Ordinal));
        Write(name, Rule);
        var diagnostics = new DiagnosticBag();

        Unprivileged.Run(Path.GetFullPath(Path.Combine(_folder.FullName, closed)), () =>
            Assert.Null(RuleFiles.Load(_folder.FullName, diagnostics, null, states: null))
        );

        var fault = Assert.Single(diagnostics.All);
        Assert.Contains("cannot be read: Access to the path", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public void A_folder_of_configuration_that_may_not_be_looked_into_is_not_an_empty_one()
    {
        Write("rules/quay.yaml", Rule);
        var config = new ConfigFolder(_folder.FullName);
        var diagnostics = new DiagnosticBag();

        Assert.Null(config.FindFault());
        Unprivileged.Run(_folder.FullName, () =>
        {
            Assert.Contains("denied", config.FindFault(), StringComparison.Ordinal);
            Assert.Null(RuleFiles.Load(config.Rules, diagnostics, null, states: null));
        });

        Assert.Contains("denied", Assert.Single(diagnostics.All).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("._quay.yaml")]
    [InlineData(".#quay.yaml")]
    [InlineData(".quay.yaml.swp")]
    [InlineData("#quay.yaml#")]
    [InlineData("quay.yaml~")]
    [InlineData("~$quay.yaml")]
    [InlineData(".git/quay.yaml")]
    [InlineData("__MACOSX/quay.yaml")]
    [InlineData("quay.txt")]
    public void What_editors_and_systems_drop_is_passed_over(string name)
    {
        Write("quay.yaml", Rule);
        Write(name, "\0\u0005\u0016");

        Assert.NotNull(RuleFiles.Load(_folder.FullName, new DiagnosticBag(), null, states: null));
    }

    [Theory]
    [InlineData(1252)]
    [InlineData(28591)]
    public void A_file_in_another_encoding_is_refused_at_the_place_where_it_shows(int codePage)
    {
        Write("quay.yaml", Rule.Replace("رصيف", "x", StringComparison.Ordinal), Encoding.GetEncoding(codePage));
        var diagnostics = new DiagnosticBag();

        Assert.Null(RuleFiles.Load(_folder.FullName, diagnostics, null, states: null));
        var diagnostic = Assert.Single(diagnostics.All);
        Assert.Equal(new SourceLocation("rules/quay.yaml", 1, 24), diagnostic.Place);
        Assert.Contains("save it as UTF-8", diagnostic.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(65001)]
    [InlineData(1200)]
    [InlineData(1201)]
    public void Unicode_with_a_mark_is_read(int codePage)
    {
        Write("quay.yaml", "\uFEFF" + Rule, Encoding.GetEncoding(codePage));

        Assert.NotNull(RuleFiles.Load(_folder.FullName, new DiagnosticBag(), null, states: null));
    }
}
