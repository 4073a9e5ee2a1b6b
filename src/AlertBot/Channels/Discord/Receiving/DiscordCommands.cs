using AlertBot.Localization;
using AlertBot.Subscriptions.Commands;

namespace AlertBot.Channels.Discord.Receiving;

/// <summary>
/// The slash commands: the same verbs and words as on every network. Names are the same in every language, because the
/// answers speak of <c>/topics</c>; descriptions follow the reader's client.
/// </summary>
internal static class DiscordCommands
{
    /// <summary>The members who may change what a channel follows (Permissions, read 2026-11-23).</summary>
    public const long ManageChannels = 1 << 4;

    private const int SlashCommand = 1;
    private const int OnMessage = 3;
    private const int Text = 3;

    /// <summary>On a server, and in private with the bot.</summary>
    private static readonly int[] Everywhere = [0, 1];

    public static IReadOnlyList<DiscordCommand> All(bool withArabic)
    {
        var languages = withArabic ? LanguageCodes.All : [.. LanguageCodes.All.Where(l => l != Language.Arabic)];
        return
        [
            .. CommandDefinition.In(CommandMenus.Discord).Select(command => Slash(command, languages)),
            Why(languages),
        ];
    }

    /// <summary>In the menu of a message: which rule made this alert.</summary>
    private static DiscordCommand Why(IReadOnlyList<Language> languages) =>
        new(ChatTexts.For(Language.English).WhyButton, OnMessage)
        {
            NameLocalizations = In(languages, texts => texts.WhyButton),
            Contexts = Everywhere,
            IntegrationTypes = [0],
        };

    private static DiscordCommand Slash(CommandDefinition command, IReadOnlyList<Language> languages) =>
        new(command.Verb, SlashCommand)
        {
            Description = ChatTexts.For(Language.English).Commands[command.Verb],
            DescriptionLocalizations = In(languages, texts => texts.Commands[command.Verb]),
            Options = command.Option is { } option ? [Option(option, languages)] : null,
            DefaultMemberPermissions = command.MayBeRefused ? ManageChannels : null,
            Contexts = Everywhere,
            IntegrationTypes = [0],
        };

    private static DiscordOption Option(string name, IReadOnlyList<Language> languages) =>
        new(Text, name, ChatTexts.For(Language.English).Options[name])
        {
            DescriptionLocalizations = In(languages, texts => texts.Options[name]),
            Autocomplete = name == "topics" ? true : null,
            Required = name == "text" ? true : null,
            Choices =
                name == "language"
                    ? [.. LanguageCodes.All.Select(l => new DiscordSuggestion(ChatTexts.For(l).OwnName, l.Code()))]
                    : null,
        };

    /// <summary>By Discord's names of locales; English is what stands without.</summary>
    private static Dictionary<string, string> In(IReadOnlyList<Language> languages, Func<ChatTexts, string> words) =>
        languages.Where(l => l != Language.English).ToDictionary(l => l.Code(), l => words(ChatTexts.For(l)));
}

internal sealed record DiscordCommand(string Name, int Type)
{
    public IReadOnlyDictionary<string, string>? NameLocalizations { get; init; }
    public string? Description { get; init; }
    public IReadOnlyDictionary<string, string>? DescriptionLocalizations { get; init; }
    public IReadOnlyList<DiscordOption>? Options { get; init; }
    public long? DefaultMemberPermissions { get; init; }
    public IReadOnlyList<int>? Contexts { get; init; }
    public IReadOnlyList<int>? IntegrationTypes { get; init; }
}

internal sealed record DiscordOption(int Type, string Name, string Description)
{
    public IReadOnlyDictionary<string, string>? DescriptionLocalizations { get; init; }
    public bool? Required { get; init; }
    public bool? Autocomplete { get; init; }
    public IReadOnlyList<DiscordSuggestion>? Choices { get; init; }
}

internal sealed record DiscordSuggestion(string Name, string Value);
