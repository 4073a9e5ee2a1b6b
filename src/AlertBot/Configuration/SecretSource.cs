using AlertBot.Configuration.Yaml;
using YamlDotNet.RepresentationModel;

namespace AlertBot.Configuration;

/// <summary>
/// Where a secret is kept: in a file that holds it alone, or in a variable of the environment. Exactly one is set.
/// </summary>
internal sealed record SecretSource : IYamlValue<SecretSource>
{
    /// <summary>A path, relative to where the program runs.</summary>
    public string? File { get; init; }

    /// <summary>The variable's whole name.</summary>
    public string? Env { get; init; }

    public static string JsonSchema =>
        """
            {"type": "object", "additionalProperties": false, "minProperties": 1, "maxProperties": 1,
             "properties": {"file": {"type": "string"}, "env": {"type": "string"}},
             "description": "Where a secret is kept: {file: PATH}, a file that holds it alone, or {env: NAME}."}
            """;

    public static SecretSource? FromYaml(YamlNode node, YamlBinder binder)
    {
        // The value is not repeated: faults are logged, and it is a secret.
        if (node is not YamlMappingNode { Children.Count: 1 } mapping)
        {
            binder.Fault(
                node,
                "a secret does not stand in this file, which others read; write {file: PATH}, a file that holds it "
                    + "alone, or {env: NAME}, a variable of the environment"
            );
            return null;
        }
        var (key, value) = mapping.Children[0];
        if (value is YamlScalarNode { Value: { Length: > 0 } text } && YamlBinder.TextOf(key) is "file" or "env")
            return YamlBinder.TextOf(key) == "file"
                ? new SecretSource { File = YamlBinder.TextOf(value) }
                : new SecretSource { Env = YamlBinder.TextOf(value) };
        binder.Fault(key, "expected file: with a path, or env: with a variable's name");
        return null;
    }

    /// <summary>
    /// Reads it. Throws <see cref="SecretException"/>, which shows none of it, where it cannot be had.
    /// </summary>
    public string Read()
    {
        var secret = File is null ? Environment.GetEnvironmentVariable(Env!)?.Trim() : Content(File);
        if (string.IsNullOrEmpty(secret))
            throw new SecretException(File is null ? $"{Env} is not set in the environment" : $"{File} is empty");
        return secret.Any(char.IsControl)
            ? throw new SecretException($"{File ?? Env} holds more than one line; a secret is one")
            : secret;
    }

    private static string Content(string path)
    {
        try
        {
            return System.IO.File.ReadAllText(path).Trim();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SecretException($"{path} cannot be read ({e.Message})");
        }
    }
}

/// <summary>A secret that cannot be had; the message says which, and why.</summary>
internal sealed class SecretException(string why) : IOException($"a secret for this feed is missing: {why}");
