using System.ComponentModel.DataAnnotations;
using System.Reflection;
using AlertBot.Alerts.Summaries;
using AlertBot.Channels.Discord;
using AlertBot.Channels.Telegram;
using AlertBot.Chats;
using AlertBot.Configuration;
using AlertBot.Configuration.Yaml;
using AlertBot.Delivery;
using AlertBot.Feeds;
using AlertBot.Hosting;
using AlertBot.OperatorNotices;
using AlertBot.Runtime;
using AlertBot.Storage;
using Microsoft.Extensions.Configuration;
using YamlDotNet.RepresentationModel;

namespace AlertBot.Cli;

/// <summary>
/// Checks appsettings.json against the options types. JSON is read as YAML, of which it is a part, because that reader
/// tells lines and columns of every value.
/// </summary>
internal static class SettingsFile
{
    private static readonly Dictionary<string, Type> Sections = new(StringComparer.OrdinalIgnoreCase)
    {
        ["ConnectionStrings"] = typeof(StorageOptions),
        ["Feeds"] = typeof(FeedsOptions),
        ["Delivery"] = typeof(DeliveryOptions),
        ["Summaries"] = typeof(SummariesOptions),
        ["Operator"] = typeof(OperatorOptions),
        ["Schedule"] = typeof(ScheduleOptions),
        ["Telemetry"] = typeof(TelemetryOptions),
        ["Telegram"] = typeof(TelegramOptions),
        ["Discord"] = typeof(DiscordOptions),
    };

    /// <summary>
    /// Sections that belong to .NET itself, the page's, and channels', which check their own at start.
    /// </summary>
    private static readonly string[] Foreign =
    [
        "Log",
        "Logging",
        "Web",
        .. ChatAddressFormat.All.Select(form => form.Section),
    ];

    public static void Check(string path, DiagnosticBag diagnostics)
    {
        if (!File.Exists(path))
            return;
        var shownAs = Path.GetFileName(path);
        if (YamlFile.Load(File.ReadAllText(path), shownAs, diagnostics) is not YamlMappingNode root)
            return;
        var binder = new YamlBinder(shownAs, diagnostics);
        FindSecrets("", root, binder);
        foreach (var (keyNode, section) in root.Children)
        {
            var key = YamlBinder.TextOf(keyNode);
            if (Sections.TryGetValue(key, out var type))
                CheckSection(key, type, section, binder);
            else if (!Foreign.Contains(key, StringComparer.OrdinalIgnoreCase))
                binder.Fault(keyNode, $"unknown section \"{key}\"{Suggestion.For(key, Sections.Keys.Concat(Foreign))}");
        }
    }

    private static void FindSecrets(string path, YamlNode node, YamlBinder binder)
    {
        if (node is YamlMappingNode mapping)
        {
            foreach (var (key, value) in mapping.Children)
                FindSecrets(
                    path.Length == 0 ? YamlBinder.TextOf(key) : $"{path}:{YamlBinder.TextOf(key)}",
                    value,
                    binder
                );
        }
        else if (Settings.SecretIn(path, YamlBinder.TextOf(node)) is { } secret)
            binder.Fault(node, secret);
    }

    private static void CheckSection(string section, Type type, YamlNode node, YamlBinder binder)
    {
        if (node is not YamlMappingNode mapping)
        {
            binder.Fault(node, $"expected settings of {section} in braces, found {YamlBinder.NameOf(node)}");
            return;
        }
        var properties = type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(p => p.CanWrite)
            .ToList();
        foreach (var (keyNode, value) in mapping.Children)
        {
            var key = YamlBinder.TextOf(keyNode);
            var property = properties.FirstOrDefault(p => p.Name.Equals(key, StringComparison.OrdinalIgnoreCase));
            if (property is null)
                binder.Fault(
                    keyNode,
                    $"unknown setting \"{section}:{key}\"{Suggestion.For(key, properties.Select(p => p.Name))}"
                );
            else if (Problem(type, property, YamlBinder.TextOf(value)) is { } problem)
                binder.Fault(value, problem);
        }
        if (typeof(IValidatableObject).IsAssignableFrom(type))
            CheckTogether(type, mapping, binder);
    }

    /// <summary>What single settings cannot show: that one of them asks for another.</summary>
    private static void CheckTogether(Type type, YamlMappingNode mapping, YamlBinder binder)
    {
        var options = (IValidatableObject)Activator.CreateInstance(type)!;
        try
        {
            new ConfigurationBuilder()
                .AddInMemoryCollection(
                    mapping.Children.Select(child =>
                        KeyValuePair.Create(YamlBinder.TextOf(child.Key), (string?)YamlBinder.TextOf(child.Value))
                    )
                )
                .Build()
                .Bind(options);
        }
        catch (InvalidOperationException)
        {
            return; // Told already, at the setting that cannot be read.
        }
        foreach (var result in options.Validate(new ValidationContext(options)))
            binder.Fault(mapping, result.ErrorMessage ?? "");
    }

    /// <summary>What is wrong with one value: it cannot be read as the setting's type, or breaks its range.</summary>
    private static string? Problem(Type type, PropertyInfo property, string text)
    {
        var options = Activator.CreateInstance(type)!;
        var settings = new ConfigurationBuilder().AddInMemoryCollection([new(property.Name, text)]).Build();
        try
        {
            settings.Bind(options);
        }
        catch (InvalidOperationException)
        {
            var kind =
                property.PropertyType == typeof(TimeSpan) ? "a time such as \"00:15:00\""
                : property.PropertyType == typeof(bool) ? "true or false"
                : "a whole number";
            return $"expected {kind}, found \"{text}\"";
        }
        var results = new List<ValidationResult>();
        Validator.TryValidateProperty(
            property.GetValue(options),
            new ValidationContext(options) { MemberName = property.Name },
            results
        );
        return results.FirstOrDefault()?.ErrorMessage;
    }
}
