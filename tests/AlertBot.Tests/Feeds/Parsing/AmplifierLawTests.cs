using System.Text;
using AlertBot.Configuration;
using AlertBot.Feeds;
using AlertBot.Feeds.Parsing;
using AlertBot.Rules;
using AlertBot.Rules.Loading;
using AlertBot.Runtime;
using AlertBot.Search;
using AlertBot.Stories.TalksState;
using AlertBot.Tests.Support;
using AlertBot.Training.Feeds;
using CsCheck;

namespace AlertBot.Tests.Feeds.Parsing;

/// <summary>
/// Documents made of one thing repeated take no more processor time than one document may, whatever is repeated and
/// wherever: read, matched with the shipped rules and put into words for the index, on this thread. All that are known,
/// and in a search others; <see cref="AmplifierSuiteTests"/> sends some to the real program.
/// </summary>
[MachineSuite]
public sealed class AmplifierLawTests
{
    private static readonly TimeSpan Most = TimeSpan.FromSeconds(2);

    /// <summary>The longest step that reading takes between two looks at what it has cost, with room.</summary>
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(250);

    static AmplifierLawTests() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    private static readonly Lazy<RuleSet> Shipped = new(() =>
        RuleFiles.Load(Repository.PathOf("config/rules"), new DiagnosticBag(), [], State.ReadForRules)
        ?? throw new InvalidOperationException("faults in config/rules")
    );

    private static readonly Gen<string> Piece = Gen.OneOf(
        OneOf([.. Amplifier.Tokens.Values]),
        OneOf([.. Amplifier.Markups.Values]),
        OneOf(FeedMutation.Tokens).Select(Encoding.UTF8.GetString),
        Gen.String[Gen.Char["ab .,:;!?-–«»\"'()[]<>/&=#*_|\n\tهدوال،؟1٢"], 1, 6]
    );

    public static TheoryData<string> Known => [.. Amplifier.All.Select(shape => shape.Name)];

    [Theory]
    [MemberData(nameof(Known))]
    public void A_shape_that_is_known_costs_no_more_than_a_document_may(string name) =>
        AssertBounded(Amplifier.All.Single(shape => shape.Name == name).Write());

    [Fact]
    public void Whatever_is_repeated_costs_no_more_than_a_document_may() =>
        Piece
            .Array[1, 3]
            .Select(
                OneOf(["title", "description", "content", "link", "guid", "pubDate", "category", "source"]),
                OneOf([1, 24, 500])
            )
            .Holds((pieces, field, entries) => AssertBounded(Amplifier.Of(field, string.Concat(pieces), entries)), 3);

    /// <summary>Within the budget of a poll, which ends what takes longer.</summary>
    private static void AssertBounded(byte[] document)
    {
        var budget = new FeedsOptions().MostProcessorTime;
        var rules = Shipped.Value;
        var isRead = CpuBudget.TryRun(budget, () => Read(document, rules), out _, out var spent);

        // What takes longer, as on a machine that does other work, is left at the next look.
        Assert.InRange(spent, TimeSpan.Zero, isRead ? Most : Most + BetweenLooks);
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{(isRead ? "read" : "left")} after {spent.TotalSeconds:0.00} s"
        );
    }

    private static Gen<T> OneOf<T>(IReadOnlyList<T> all) => Gen.Int[0, all.Count - 1].Select(place => all[place]);

    private static string Read(byte[] document, RuleSet rules)
    {
        try
        {
            var feed = Some.Feed("https://feeds.example.org/x");
            var entries = FeedDocument.Parse(document, null, feed, 500);
            foreach (var entry in entries)
            {
                rules.Match(entry);
                WordKeys.OfEntry(entry);
            }
            return "read";
        }
        catch (FeedFormatException refusal)
        {
            return refusal.Message;
        }
    }
}
