using AlertBot.Configuration;
using Microsoft.Extensions.Configuration;

namespace AlertBot.Channels.Webhook;

/// <summary>What the far end of a webhook reads.</summary>
internal enum WebhookKind
{
    /// <summary>Our own JSON, signed where there is a secret: for programs.</summary>
    Json,

    /// <summary>Slack's incoming webhooks.</summary>
    Slack,

    /// <summary>Mattermost's, which are Slack's but for mark-up and mentions.</summary>
    Mattermost,
}

/// <summary>
/// A webhook of the settings: <c>Webhooks:NAME:Url</c> (or <c>UrlFile</c>), <c>Kind</c>, <c>Secret</c> (or
/// <c>SecretFile</c>). docs/webhooks.md has them in plain words.
/// </summary>
/// <param name="Url">Where to post: a secret.</param>
/// <param name="Kind">What is posted.</param>
/// <param name="Secret">Signs what is posted as JSON; null for no signature.</param>
internal sealed record WebhookOptions(Uri Url, WebhookKind Kind, string? Secret)
{
    public const string Section = "Webhooks";

    /// <summary>All, by name. Throws <see cref="SettingsException"/> with what to change.</summary>
    public static IReadOnlyDictionary<string, WebhookOptions> Bind(IConfiguration settings) =>
        settings
            .GetSection(Section)
            .GetChildren()
            .ToDictionary(hook => hook.Key, Bind, StringComparer.OrdinalIgnoreCase);

    private static WebhookOptions Bind(IConfigurationSection hook)
    {
        var key = $"{Section}:{hook.Key}";
        if (!Uri.TryCreate(Value(hook, "Url"), UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
            throw new SettingsException(
                $"{key}:Url is missing or no web address; set ALERTBOT_{Section}__{hook.Key}__UrlFile to a "
                    + "file that holds the address alone"
            );
        if (!Enum.TryParse<WebhookKind>(hook["Kind"] ?? "json", ignoreCase: true, out var kind))
            throw new SettingsException($"{key}:Kind is \"{hook["Kind"]}\"; write json, slack or mattermost");
        return new WebhookOptions(url, kind, Value(hook, "Secret"));
    }

    private static string? Value(IConfigurationSection hook, string name) =>
        hook[name]?.Trim() is { Length: > 0 } value ? value : null;
}
