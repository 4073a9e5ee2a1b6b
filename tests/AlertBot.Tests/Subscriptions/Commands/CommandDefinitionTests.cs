using AlertBot.Localization;
using AlertBot.Subscriptions.Commands;
using AlertBot.Tests.Support;

namespace AlertBot.Tests.Subscriptions.Commands;

/// <summary>Commands are described, documented and refused as their one definition says.</summary>
public sealed class CommandDefinitionTests
{
    public static TheoryData<string> Codes => [.. LanguageCodes.All.Select(language => language.Code())];

    private static IEnumerable<CommandDefinition> Offered =>
        CommandDefinition.Every.Where(command => command.Menus != CommandMenus.None);

    [Theory]
    [MemberData(nameof(Codes))]
    public void Each_offered_command_has_its_text_and_each_text_its_command(string code)
    {
        var texts = ChatTexts.For(LanguageCodes.Parse(code)!.Value);

        Assert.Equal(Offered.Select(command => command.Verb).Order(), texts.Commands.Keys.Order());
        Assert.Equal(
            Offered.Select(command => command.Option).OfType<string>().Distinct().Order(),
            texts.Options.Keys.Order()
        );
    }

    [Theory]
    [InlineData("docs/telegram.md", (int)CommandMenus.Telegram)]
    [InlineData("docs/discord.md", (int)CommandMenus.Discord)]
    public void Each_command_of_a_network_is_documented(string page, int menu)
    {
        var text = File.ReadAllText(Repository.PathOf(page));
        var missing = CommandDefinition
            .In((CommandMenus)menu)
            .Where(command => !text.Contains($"/{command.Verb}", StringComparison.Ordinal))
            .Select(command => command.Verb);

        Assert.Empty(missing);
    }

    [Theory]
    [InlineData("status", "", false)]
    [InlineData("digest", "", false)]
    [InlineData("digest", "08:00", true)]
    [InlineData("zone", "2", false)]
    [InlineData("zone", "Tripoli", true)]
    [InlineData("export", "", true)]
    [InlineData("stop", "", true)]
    [InlineData("start", "libya", true)]
    public void Only_administrators_give_what_changes_something_or_shows_all(
        string verb,
        string words,
        bool expected
    ) => Assert.Equal(expected, CommandDefinition.Find(verb)!.IsForAdministrators(words));
}
