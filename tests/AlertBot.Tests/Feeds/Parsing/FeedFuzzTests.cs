using System.Diagnostics;
using System.Text;
using AlertBot.Feeds.Parsing;
using AlertBot.Feeds.Parsing.Text;
using AlertBot.Tests.Support;
using AlertBot.Training.Feeds;
using CsCheck;

namespace AlertBot.Tests.Feeds.Parsing;

/// <summary>
/// A short run of what bench's <c>fuzz</c> does a million times: whatever comes is read or refused, at little cost.
/// </summary>
[MachineSuite]
public sealed class FeedFuzzTests
{
    static FeedFuzzTests() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    private static readonly Gen<byte[]> Token = Gen.Int[0, FeedMutation.Tokens.Count - 1]
        .Select(place => FeedMutation.Tokens[place]);

    private static bool IsReadOrRefused(byte[] document)
    {
        try
        {
            return FeedDocument
                .Parse(document, null, Some.Feed("https://feeds.example.org/x"), 500)
                .All(entry => entry.Identity.Length > 0 && IsText(entry.Title) && IsText(entry.Body));
        }
        catch (FeedFormatException refusal)
        {
            return refusal.Message.Length > 0;
        }
    }

    /// <summary>Whole characters, none of control: what every chat takes.</summary>
    private static bool IsText(string text) =>
        Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)) == text
        && !text.Any(c => char.IsControl(c) && c is not ('\n' or '\t' or '\r'));

    [Fact]
    public void Damaged_documents_are_read_or_refused()
    {
        var random = new Random(Property.SeedOr(20_261_125));

        for (var number = 0; number < 3000; number++)
        {
            var document = FeedMutation.Of(FeedSeeds.All[random.Next(FeedSeeds.All.Count)], FeedSeeds.All, random);
            Assert.True(IsReadOrRefused(document), $"input {number}: {Convert.ToBase64String(document)}");
        }
    }

    [Fact]
    public void Any_run_of_tokens_is_read_or_refused() =>
        Token
            .Array[0, 60]
            .Select(Gen.Int[0, FeedSeeds.All.Count - 1], Gen.Double[0, 1])
            .Holds(
                (tokens, seed, at) =>
                {
                    var document = FeedSeeds.All[seed];
                    var cut = (int)(at * document.Length);
                    return IsReadOrRefused([.. document[..cut], .. tokens.SelectMany(t => t), .. document[cut..]]);
                }
            );

    [Fact]
    public void Any_bytes_are_read_or_refused() => Gen.Byte.Array[0, 200].Holds(IsReadOrRefused);

    /// <summary>
    /// What is harmless once may not cost the square of its number. The limit is far above what any of them takes on a
    /// busy machine, and far below what one took that did (half a minute for half of this length).
    /// </summary>
    [Fact]
    public void Nothing_is_slow_for_being_repeated()
    {
        var limit = TimeSpan.FromSeconds(20);

        Assert.All(FeedMutation.Tokens, token =>
        {
            var many = Enumerable.Repeat(token, 100_000 / token.Length).SelectMany(b => b).ToArray();
            var clock = Stopwatch.StartNew();

            Assert.True(
                IsReadOrRefused([
                    .. "<rss><channel><item><title>A</title><description>"u8,
                    .. many,
                    .. "</description></item></channel></rss>"u8,
                ])
            );
            Assert.True(
                IsReadOrRefused([
                    .. "<rss><channel><item><title><![CDATA["u8,
                    .. many,
                    .. "]]></title></item></channel></rss>"u8,
                ])
            );

            Assert.InRange(clock.Elapsed, TimeSpan.Zero, limit);
        });
    }

    [Theory]
    [InlineData(
        "\n............................................................"
            + "...................................................x"
    )] // took half a minute
    [InlineData(
        ".  aa   –   aa   –   aa   –   aa   –   aa   –   aa   –   aa   –   aa   –   aa   –   aa   –   aa   "
            + "–   aa   –   aa   –   aa."
    )]
    [InlineData(
        "\naa | aa | aa | aa | aa | aa | aa | aa | aa | aa | aa | aa | aa | aa | aa | aa | aa | aa | aa | "
            + "aa | aa | aa | aa |\n"
    )]
    public void Boilerplate_is_looked_for_in_bounded_time(string text)
    {
        var clock = Stopwatch.StartNew();

        Boilerplate.Find("", text, "");

        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(5));
    }

    [Theory]
    [InlineData("{\"\\ud83d\":1,\"items\":[]}")]
    [InlineData("{\"items\":[{\"\\ud83d\":1,\"title\":\"A\"},{\"title\":\"\\ud83d\",\"content_text\":\"B\"}]}")]
    public void Half_a_character_in_JSON_stops_nothing(string document) =>
        Assert.True(IsReadOrRefused(Encoding.UTF8.GetBytes(document)));

    [Fact]
    public void A_tag_of_a_hundred_thousand_attributes_costs_little()
    {
        var clock = Stopwatch.StartNew();

        Assert.True(
            IsReadOrRefused(
                Encoding.UTF8.GetBytes(
                    "<rss><channel><item "
                        + $"{string.Concat(Enumerable.Range(0, 400_000).Select(n => $"a{n}='b' "))}>"
                        + "<title>A</title></item></channel></rss>"
                )
            )
        );

        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(10));
    }
}
