using Microsoft.Extensions.Configuration;

namespace AlertBot.Config;

/// <summary>Where settings come from: appsettings.json in the config folder, then the environment, then files that hold secrets.</summary>
internal static class Settings
{
    private const string Prefix = "ALERTBOT_";

    /// <summary>Settings that may lie in a file of their own, named by the same key with <c>File</c> at its end.</summary>
    private static readonly string[] Secrets = ["ConnectionStrings:AlertBot", "Telegram:Token", "Discord:Token", "Summaries:ApiKey", "Web:Password", "Web:Token"];

    /// <summary>Throws <see cref="SettingsException"/> when a file is named that cannot be read, or appsettings.json holds a secret.</summary>
    public static void AddSettings(this IConfigurationManager configuration, ConfigFolder folder)
    {
        configuration.AddJsonFile(Path.GetFullPath(folder.Settings), optional: true, reloadOnChange: false);
        foreach (var key in Secrets.Concat(configuration.GetSection("Webhooks").GetChildren().SelectMany(hook => (string[])[$"{hook.Path}:Url", $"{hook.Path}:Secret"])))
        {
            if (SecretIn(key, configuration[key]) is { } fault)
                throw new SettingsException($"{Path.GetFileName(folder.Settings)}: {fault}");
        }
        configuration.AddEnvironmentVariables(Prefix);
        foreach (var key in Secrets)
        {
            if (configuration[key + "File"] is { Length: > 0 } file)
                configuration[key] = ReadSecret(key, file);
        }
    }

    /// <summary>
    /// What to do instead, where a value of appsettings.json is a secret: that file is shared, shown and committed. Null where it is none.
    /// </summary>
    public static string? SecretIn(string key, string? value) =>
        !(Secrets.Contains(key, StringComparer.OrdinalIgnoreCase) || key.StartsWith("Webhooks:", StringComparison.OrdinalIgnoreCase)) || string.IsNullOrWhiteSpace(value) || (key.StartsWith("ConnectionStrings", StringComparison.OrdinalIgnoreCase) && !value.Contains("password", StringComparison.OrdinalIgnoreCase))
            ? null
            : $"{key} is a secret and does not belong in a file that others read; set {Prefix}{key.Replace(":", "__", StringComparison.Ordinal)} in the environment, or name a file that holds it alone with {key}File";

    /// <summary>The words of a file that a setting names.</summary>
    public static string ReadSecret(string key, string file)
    {
        try
        {
            return File.ReadAllText(file).Trim();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SettingsException($"{key}File names {file}, which cannot be read: {e.Message}");
        }
    }
}

/// <summary>A setting that cannot be used; the message says which and what to change.</summary>
internal sealed class SettingsException(string message) : Exception(message);
