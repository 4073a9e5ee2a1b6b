using System.CommandLine;
using AlertBot.Configuration;

namespace AlertBot.Hosting;

/// <summary><c>--log text|json</c>, or the setting <c>Log</c>.</summary>
internal static class LogFormat
{
    private const string Text = "text";
    private const string Json = "json";

    public static Option<string?> Option()
    {
        var option = new Option<string?>("--log")
        {
            Description = "A line for each event on standard error: text for people, json for programs",
            HelpName = "text|json",
        };
        option.AcceptOnlyFromAmong(Text, Json);
        return option;
    }

    /// <summary>Whether it is JSON. Throws <see cref="SettingsException"/> for what is neither.</summary>
    public static bool Parse(string? setting) =>
        setting?.ToLowerInvariant() switch
        {
            null or "" or Text => false,
            Json => true,
            _ => throw new SettingsException($"Log is \"{setting}\"; write text or json"),
        };

    public static IReadOnlyDictionary<string, string?>? Settings(string? chosen) =>
        chosen is null ? null : new Dictionary<string, string?> { ["Log"] = chosen };
}
