using Microsoft.Extensions.Configuration;

namespace AlertBot.Config;

/// <summary>Where settings come from: appsettings.json in the config folder, then the environment, then files that hold secrets.</summary>
internal static class Settings
{
    private const string Prefix = "ALERTBOT_";

    /// <summary>Settings that may lie in a file of their own, named by the same key with <c>File</c> at its end.</summary>
    private static readonly string[] Secrets = ["ConnectionStrings:AlertBot", "Telegram:Token", "Discord:Token", "Summaries:ApiKey", "Web:Password", "Web:Token"];

    /// <summary>Throws <see cref="SettingsException"/> when a file is named that cannot be read.</summary>
    public static void AddSettings(this IConfigurationManager configuration, ConfigFolder folder)
    {
        configuration.AddJsonFile(Path.GetFullPath(folder.Settings), optional: true, reloadOnChange: false);
        configuration.AddEnvironmentVariables(Prefix);
        foreach (var key in Secrets)
        {
            if (configuration[key + "File"] is { Length: > 0 } file)
                configuration[key] = ReadSecret(key, file);
        }
    }

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
