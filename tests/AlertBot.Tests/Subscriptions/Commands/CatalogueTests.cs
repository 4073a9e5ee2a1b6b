using System.Text.RegularExpressions;
using AlertBot.Localization;
using AlertBot.Subscriptions.Commands;
using AlertBot.Tests.Support;

namespace AlertBot.Tests.Subscriptions.Commands;

/// <summary>The sentences of all catalogues, as a careful typesetter would have them.</summary>
public sealed partial class CatalogueTests
{
    private static readonly string[] Folders =
    [
        "src/AlertBot/Subscriptions/Commands/Texts",
        "src/AlertBot/Web/Texts",
        "src/AlertBot/OperatorNotices/Texts",
    ];

    [Fact]
    public void French_signs_stand_behind_a_space_that_does_not_break() =>
        Assert.All(Lines("fr"), line => Assert.DoesNotMatch(BreakingSpace(), line));

    [Fact]
    public void French_has_the_typographic_apostrophe() =>
        Assert.All(Lines("fr"), line => Assert.DoesNotMatch(StraightApostrophe(), line));

    [Fact]
    public void Arabic_has_Arabic_punctuation_within_its_sentences() =>
        Assert.All(Lines("ar"), line => Assert.DoesNotMatch(LatinPunctuation(), line));

    [Fact]
    public void Every_command_of_the_help_is_one() =>
        Assert.All(
            LanguageCodes.All.SelectMany(language =>
                Verb().Matches(ChatTexts.For(language).Help).Select(match => match.Groups[1].Value)
            ),
            verb => Assert.NotNull(CommandDefinition.Find(verb))
        );

    /// <summary>
    /// Channels are subscribed from a private chat on Telegram alone; the rest is said on every network.
    /// </summary>
    [Theory]
    [InlineData("ar")]
    [InlineData("en")]
    [InlineData("fr")]
    public void What_is_said_on_every_network_names_no_command_of_one_alone(string language) =>
        Assert.All(
            File.ReadAllLines(Repository.PathOf($"{Folders[0]}/{language}.yaml"))
                .Where(line => !line.StartsWith("channel-", StringComparison.Ordinal))
                .SelectMany(line => Verb().Matches(line).Select(match => match.Groups[1].Value)),
            verb => Assert.Contains(CommandDefinition.In(CommandMenus.Discord), command => command.Verb == verb)
        );

    [Theory]
    [InlineData(1, 2, "You are alerted once sources of 2 camps report a story.")]
    [InlineData(2, 0, "You are alerted once 2 independent sources report a story.")]
    [InlineData(3, 2, "You are alerted once 3 independent sources, among them sources of 2 camps, report a story.")]
    public void A_wish_for_several_sources_is_one_sentence(int families, int camps, string sentence)
    {
        var texts = ChatTexts.For(Language.English);
        var subscription = new AlertBot.Subscriptions.Subscription
        {
            Chat = AlertBot.Chats.Chat.Parse("console:out"),
            Topics = [],
            Language = Language.English,
            AtLeast = new AlertBot.Subscriptions.Corroboration(families, camps),
        };
        Assert.Equal(sentence, Plain(ReportCommands.Describe(subscription, texts).First()));
    }

    private static string Plain(string text) =>
        text.Replace("\u2068", "", StringComparison.Ordinal).Replace("\u2069", "", StringComparison.Ordinal);

    private static IEnumerable<string> Lines(string language) =>
        Folders.SelectMany(folder => File.ReadAllLines(Repository.PathOf($"{folder}/{language}.yaml")));

    [GeneratedRegex("[ ][:;?!»]|«[ ]")]
    private static partial Regex BreakingSpace();

    [GeneratedRegex(@"\p{L}'\p{L}")]
    private static partial Regex StraightApostrophe();

    /// <summary>A comma before a key of the file parts its entries.</summary>
    [GeneratedRegex(@"[\u0620-\u064A](?:[;?]|,(?! [a-z-]+:))")]
    private static partial Regex LatinPunctuation();

    [GeneratedRegex("`/([a-z]+)")]
    private static partial Regex Verb();
}
