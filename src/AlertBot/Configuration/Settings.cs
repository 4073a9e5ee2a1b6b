using Microsoft.Extensions.Configuration;

namespace AlertBot.Configuration;

/// <summary>
/// Where settings come from: appsettings.json in the config folder, then the environment, then files that hold secrets.
/// </summary>
internal static class Settings
{
    private const string Prefix = "ALERTBOT_";

    private const string FileEnd = "File";

    /// <summary>A secret only where it holds a user and a password.</summary>
    private const string ProxyKey = "Feeds:Proxy";

    /// <summary>
    /// The last words of settings that are secrets: by their names, so that a new channel's need not be listed here.
    /// </summary>
    private static readonly string[] SecretNames = ["Token", "Secret", "Password", "ApiKey"];

    /// <summary>
    /// Secrets may lie in files of their own, named by the same key with <c>File</c> at its end. Throws
    /// <see cref="SettingsException"/> when such a file cannot be read, or appsettings.json holds a secret.
    /// </summary>
    public static void AddSettings(this IConfigurationManager configuration, ConfigFolder folder)
    {
        configuration.AddJsonFile(Path.GetFullPath(folder.Settings), optional: true, reloadOnChange: false);
        foreach (var (key, value) in configuration.AsEnumerable())
        {
            if (SecretIn(key, value) is { } fault)
                throw new SettingsException($"{Path.GetFileName(folder.Settings)}: {fault}");
        }
        configuration.AddEnvironmentVariables(Prefix);
        foreach (var (key, file) in configuration.AsEnumerable().ToList())
        {
            if (
                key.EndsWith(FileEnd, StringComparison.OrdinalIgnoreCase)
                && IsSecret(key[..^FileEnd.Length])
                && file is { Length: > 0 }
            )
                configuration[key[..^FileEnd.Length]] = ReadSecret(key, file);
        }
    }

    /// <summary>
    /// What to do instead, where a value of appsettings.json is a secret: that file is shared, shown and committed.
    /// Null where it is none.
    /// </summary>
    public static string? SecretIn(string key, string? value) =>
        !IsSecret(key)
        || string.IsNullOrWhiteSpace(value)
        || (
            key.StartsWith("ConnectionStrings", StringComparison.OrdinalIgnoreCase)
            && !value.Contains("password", StringComparison.OrdinalIgnoreCase)
        )
        || (key.Equals(ProxyKey, StringComparison.OrdinalIgnoreCase) && !value.Contains('@', StringComparison.Ordinal))
            ? null
            : $"{key} is a secret and does not belong in a file that others read; "
                + $"set {Prefix}{key.Replace(":", "__", StringComparison.Ordinal)} in the environment, "
                + $"or name a file that holds it alone with {key}{FileEnd}";

    /// <summary>
    /// Connection strings may hold a password, and a webhook's address is one (<c>Webhooks:NAME:Url</c>,
    /// <c>Discord:Webhooks:NAME</c>).
    /// </summary>
    private static bool IsSecret(string key)
    {
        var parts = key.Split(':');
        var isFile = parts[^1].EndsWith(FileEnd, StringComparison.OrdinalIgnoreCase);
        return SecretNames.Contains(parts[^1], StringComparer.OrdinalIgnoreCase)
            || Is(key, ProxyKey)
            || (parts is [var section, _, ..] && Is(section, "ConnectionStrings") && !isFile)
            || (parts is [var hooks, _, var name] && Is(hooks, "Webhooks") && Is(name, "Url"))
            || (parts is [_, var inner, _] && Is(inner, "Webhooks") && !isFile);

        static bool Is(string part, string name) => part.Equals(name, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The files that hold secrets, by the setting that names them.</summary>
    public static IReadOnlyList<(string Key, string Path)> SecretFilesOf(IConfiguration configuration) =>
        [
            .. configuration
                .AsEnumerable()
                .Where(setting =>
                    setting.Value is { Length: > 0 }
                    && setting.Key.EndsWith(FileEnd, StringComparison.OrdinalIgnoreCase)
                    && IsSecret(setting.Key[..^FileEnd.Length])
                )
                .Select(setting => (setting.Key, setting.Value!)),
        ];

    private static string ReadSecret(string key, string file)
    {
        try
        {
            var secret = File.ReadAllText(file).Trim();
            return secret.Length > 0
                ? secret
                : throw new SettingsException(
                    $"{key} names {file}, which is empty; write the secret into it, or take the setting away"
                );
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SettingsException($"{key} names {file}, which cannot be read: {e.Message}");
        }
    }
}

/// <summary>A setting that cannot be used; the message says which and what to change.</summary>
internal sealed class SettingsException(string message) : Exception(message);
