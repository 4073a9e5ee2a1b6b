using AlertBot.Cli;
using AlertBot.Configuration;
using AlertBot.Localization;
using AlertBot.Runtime;
using AlertBot.Tests.Support;

namespace AlertBot.Tests.Cli;

public sealed class DemoVerbTests
{
    /// <summary>
    /// Starts at a fixed moment and then runs as fast as the real one, which is all the schedule needs.
    /// </summary>
    private sealed class ClockFrom(DateTimeOffset start) : TimeProvider
    {
        private readonly long _begun = System.GetTimestamp();

        public override DateTimeOffset GetUtcNow() => start + System.GetElapsedTime(_begun);
    }

    [Theory]
    [InlineData("en")]
    [InlineData("ar")]
    [InlineData("fr")]
    public async Task The_demo_prints_these_alerts_byte_for_byte_and_ends_well(string code)
    {
        var language = LanguageCodes.Parse(code)!.Value;
        using var output = new StringWriter { NewLine = "\n" };
        using var report = new StringWriter { NewLine = "\n" };

        var exit = await DemoVerb.RunAsync(
            new ConfigFolder(Repository.PathOf("config")),
            new Terminal(TextReader.Null, output, report, false),
            language,
            watch: false,
            new ClockFrom(Some.Time),
            TestContext.Current.CancellationToken
        );

        Assert.Equal(0, exit);
        Repository.AssertSame($"tests/AlertBot.Tests/Cli/demo.{code}.golden", $"{output}");
        Assert.Contains("6 feeds", $"{report}", StringComparison.Ordinal);
        Assert.DoesNotMatch(" 0 answered", $"{report}");
    }

    /// <summary>By what it prints, which the test above holds.</summary>
    [Fact]
    public void The_Arabic_article_gives_one_alert_on_all_its_topics_without_its_tail()
    {
        var output = File.ReadAllText(Repository.PathOf("tests/AlertBot.Tests/Cli/demo.ar.golden"));

        var alert = Assert.Single(output.Split("\n\n"), alert =>
            alert.Contains("un-mediation-libya", StringComparison.Ordinal)
        );

        Assert.Equal(10, alert.Count(c => c == '#'));
        Assert.DoesNotContain("Read More", output, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("Exit mobile", output, StringComparison.OrdinalIgnoreCase);
    }
}
