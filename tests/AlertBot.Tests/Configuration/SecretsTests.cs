using AlertBot.Configuration;
using AlertBot.Hosting;
using AlertBot.Storage;
using AlertBot.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace AlertBot.Tests.Configuration;

/// <summary>Secrets and what names the store: what is wrong with them is a sentence, without them in it.</summary>
public sealed class SecretsTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("alertbot-secrets-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("")]
    [InlineData(" \n\t\n")]
    public void An_empty_file_is_no_secret(string content)
    {
        var file = Path.Combine(_folder.FullName, "password");
        File.WriteAllText(file, content);
        File.WriteAllText(
            Path.Combine(_folder.FullName, "appsettings.json"),
            System.Text.Json.JsonSerializer.Serialize(new { Web = new { PasswordFile = file } })
        );

        var fault = Assert.Throws<SettingsException>(() => AlertBotHost.Build(new ConfigFolder(_folder.FullName)));

        Assert.Contains("Web:PasswordFile", fault.Message, StringComparison.Ordinal);
        Assert.Contains("is empty", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public async Task A_secrets_file_that_others_can_read_is_told()
    {
        await using var bot = await TestBot.CreateAsync();
        var (heard, file) = (new Cli.LogTests.HeardLogs(), Path.Combine(_folder.FullName, "password"));
        await File.WriteAllTextAsync(file, "hunter2", TestContext.Current.CancellationToken);
        bot.Heard = heard;
        bot.More["Logging:LogLevel:Default"] = "Warning";
        bot.More["Web:PasswordFile"] = file;

        File.SetUnixFileMode(file, (UnixFileMode)0b110_100_100);
        await bot.RestartAsync();
        File.SetUnixFileMode(file, (UnixFileMode)0b110_000_000);
        await bot.RestartAsync();

        var told = Assert.Single(heard.Lines, line => line.Contains("other users", StringComparison.Ordinal));
        Assert.Contains($"Web:PasswordFile names {file}", told, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", told, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Data Source=")]
    [InlineData("Data Source=;Cache=Shared")]
    [InlineData("hunter2")]
    [InlineData("Data Source=x.db;hunter2=1")]
    [InlineData("Data Source=x.db;Password=hunter2")]
    [InlineData("Data Source=/proc/nowhere/x.db")]
    [InlineData("Data Source=x.db;Mode=hunter2")]
    [InlineData("Host=")]
    [InlineData("Host=;Password=hunter2")]
    [InlineData("Host=here;hunter2=1")]
    [InlineData("Host=here;Port=hunter2")]
    [InlineData("Host=here;Port=99999999999999")]
    public void A_connection_string_that_is_wrong_ends_with_a_sentence(string given)
    {
        using var host = AlertBotHost.Build(
            new ConfigFolder(_folder.FullName),
            new Dictionary<string, string?> { ["ConnectionStrings:AlertBot"] = given }
        );

        var fault = Assert.Throws<SettingsException>(() => host.Services.GetRequiredService<Database>());

        Assert.StartsWith("ConnectionStrings:AlertBot", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", fault.Message, StringComparison.Ordinal);
    }
}
