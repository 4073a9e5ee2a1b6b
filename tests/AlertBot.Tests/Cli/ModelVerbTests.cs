using System.Text.Json;
using System.Text.RegularExpressions;
using AlertBot.Alerts.Rewriting;
using AlertBot.Cli;
using AlertBot.Runtime;
using AlertBot.Tests.Support;

namespace AlertBot.Tests.Cli;

/// <summary>The recipe for a local model, tried against a server on loopback that speaks as those do.</summary>
public sealed partial class ModelVerbTests : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("alertbot-model-");
    private FakeModel _model = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _model = await FakeModel.StartAsync();
        _model.Answers = Truth;
        Directory.CreateSymbolicLink(Path.Combine(_folder.FullName, "rules"), Repository.PathOf("config/rules"));
    }

    public async ValueTask DisposeAsync()
    {
        await _model.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    /// <summary>The story as it is told in the language that is asked for.</summary>
    private static string Truth(JsonElement request)
    {
        var messages = request
            .GetProperty("messages")
            .EnumerateArray()
            .Select(m => m.GetProperty("content").ToString());
        var report = messages.Last();
        var story = TestReport.All.First(told => report.Contains(Plain(told.Headline), StringComparison.Ordinal));
        // The last story is not told in French; a model that cannot answer says so.
        return
            TestReport.All.FirstOrDefault(told => told.Story == story.Story && told.Language == story.Into) is { } told
            ? $"{told.Headline}\n\n{told.Text}"
            : "Merkel invite 12 pays à la conférence de Berlin sur la Libye en janvier\n\nLa chancelière Angela "
                + "Merkel a "
                + "invité 12 pays à la conférence de Berlin sur la Libye le 19 janvier. Le président Emmanuel "
                + "Macron a dit "
                + "que la France n’accepterait aucune ingérence étrangère.";
    }

    private static string Plain(string text) => text.Replace("⟦", "").Replace("⟧", "");

    private async Task<(int Exit, string Output)> CheckAsync(string? address = null, string name = "small")
    {
        await File.WriteAllTextAsync(
            Path.Combine(_folder.FullName, "appsettings.json"),
            JsonSerializer.Serialize(
                new
                {
                    Summaries = new
                    {
                        Model = name,
                        ApiBaseUrl = address ?? _model.Url,
                        TimeLimit = "00:01:00",
                    },
                }
            ),
            Ct
        );
        return await RunAsync();
    }

    private async Task<(int Exit, string Output)> RunAsync()
    {
        await using var said = new StringWriter { NewLine = "\n" };
        var exit = await CommandLine.RunAsync(
            ["model", "check", "--config", _folder.FullName],
            new Terminal(TextReader.Null, said, said, false),
            Ct
        );
        return (exit, Seconds().Replace($"{said}", "N.N s").Replace(_model.Host, "http://HOST"));
    }

    [Fact]
    public async Task A_model_that_tells_the_truth_is_fit_for_use()
    {
        var (exit, output) = await CheckAsync();

        Assert.Equal(
            """
            model "small" at http://HOST/v1
            answers: 20 of 20, half of them within N.N s, the slowest in N.N s; 20 within Summaries:TimeLimit (60 s)
            faithful: 20 of 20
              ar -> en: 7 of 7
              en -> fr: 7 of 7
              fr -> ar: 6 of 6
            fit for use

            """,
            output
        );
        Assert.Equal(0, exit);
    }

    [Fact]
    public async Task A_model_that_changes_figures_is_not()
    {
        _model.Answers = request => Truth(request).Replace("1", "7");

        var (exit, output) = await CheckAsync();

        Assert.Equal(1, exit);
        Assert.Contains("refused, a figure the report has not", output, StringComparison.Ordinal);
        Assert.EndsWith("take another model\n", output, StringComparison.Ordinal);
    }

    /// <summary>As their documentation has them: with /v1, with a slash after it.</summary>
    [Theory]
    [InlineData("/v1")]
    [InlineData("/v1/")]
    public async Task Both_servers_are_found_under_their_addresses(string path) =>
        Assert.Equal(0, (await CheckAsync($"{_model.Host}{path}")).Exit);

    [Theory]
    [InlineData("")]
    [InlineData("/api")]
    public async Task An_address_without_v1_is_named(string path)
    {
        var (exit, output) = await CheckAsync($"{_model.Host}{path}");

        Assert.Equal(1, exit);
        Assert.Contains(
            "it does not answer (HTTP 404): the address should probably end in /v1: http://HOST/v1",
            output,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_model_that_the_server_has_not_is_told_of()
    {
        _model.Name = "qwen2.5:7b";

        Assert.Equal(0, (await CheckAsync(name: "qwen2.5:7b")).Exit);
        Assert.Contains(
            "the server has no model of that name, or another address; ask it for the names it knows: "
                + "curl http://HOST/v1/models",
            (await CheckAsync(name: "qwen2.5")).Output,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData(503, "the server may still be loading the model; try again in a minute")]
    [InlineData(401, "the server wants a key; set Summaries:ApiKeyFile")]
    [InlineData(500, "the server failed; its own log says why")]
    [InlineData(400, "the server did not take the request; its own log says why")]
    [InlineData(429, "the server is busy or the key's quota is used up; try again later")]
    public async Task What_the_server_refuses_is_told_with_what_to_do(int status, string advice)
    {
        _model.Fails = status;

        var (exit, output) = await CheckAsync();

        Assert.Equal(1, exit);
        Assert.EndsWith($"it does not answer (HTTP {status}): {advice}\n", output, StringComparison.Ordinal);
        Assert.Single(_model.Requests);
    }

    [Fact]
    public async Task Where_nothing_listens_the_address_is_doubted()
    {
        await _model.DisposeAsync();

        var (exit, output) = await CheckAsync();

        Assert.Equal(1, exit);
        Assert.EndsWith(
            "is the server running, and is Summaries:ApiBaseUrl its address?\n",
            output,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Without_a_model_there_is_nothing_to_check()
    {
        var (exit, output) = await RunAsync();

        Assert.Equal(2, exit);
        Assert.Equal(
            "alertbot: no model is configured; set Summaries:Model and Summaries:ApiBaseUrl "
                + "(docs/summaries.md has a recipe)\n",
            output
        );
    }

    [GeneratedRegex(@"\d+\.\d s")]
    private static partial Regex Seconds();
}
