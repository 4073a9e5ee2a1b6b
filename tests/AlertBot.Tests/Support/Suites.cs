using AlertBot.Tests.Alerts.Rewriting;
using AlertBot.Tests.Channels.Discord;
using AlertBot.Tests.Channels.Telegram;
using AlertBot.Tests.Cli;
using AlertBot.Tests.Feeds.Parsing;
using AlertBot.Tests.OperatorNotices;
using AlertBot.Tests.RuleTesting;
using AlertBot.Tests.Support;
using AlertBot.Tests.Web;
using Xunit.Sdk;
using Xunit.v3;

[assembly: TestCollectionOrderer(typeof(LongestFirst))]

namespace AlertBot.Tests.Support;

/// <summary>
/// The two suites of this program. Behaviour, which <c>dotnet test</c> runs, needs the SDK alone and is for between two
/// edits; what takes a server, a browser, outside clients, kills or minutes is the machine suite
/// (<c>dotnet test -p:Suite=machine</c>). The project file turns the trait into a filter.
/// </summary>
internal static class Suites
{
    public static readonly KeyValuePair<string, string>[] Machine = [new("Suite", "machine")];
}

/// <summary>Puts a class or a test into the machine suite.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, Inherited = false)]
internal sealed class MachineSuiteAttribute : Attribute, ITraitAttribute
{
    public IReadOnlyCollection<KeyValuePair<string, string>> GetTraits() => Suites.Machine;
}

/// <summary>
/// The tests of a class run on a PostgreSQL database of their own; where the server is not installed they are skipped.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
internal sealed class OnPostgresAttribute : Attribute, ITraitAttribute
{
    public IReadOnlyCollection<KeyValuePair<string, string>> GetTraits() => Suites.Machine;
}

/// <summary>
/// Begins with the classes that take longest, of the machine suite and of the behaviour: beside them all others are
/// done, while one that began last would be waited for alone.
/// </summary>
internal sealed class LongestFirst : ITestCollectionOrderer
{
    private static readonly string[] Long =
    [
        typeof(AmplifierSuiteTests).FullName!,
        typeof(BrowserViewTests).FullName!,
        typeof(BrowserTests).FullName!,
        typeof(TortureTests).FullName!,
        typeof(FakeTelegramTests).FullName!,
        typeof(DemoVerbTests).FullName!,
        typeof(Cli.PagesTests).FullName!,
        typeof(FolderRulesTests).FullName!,
        typeof(DiscordGatewayTests).FullName!,
        typeof(ReplayVerbTests).FullName!,
        typeof(ModelVerbTests).FullName!,
        typeof(NoticesTests).FullName!,
        typeof(ReceivingTests).FullName!,
        typeof(RewritingTests).FullName!,
    ];

    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(
        IReadOnlyCollection<TTestCollection> testCollections
    )
        where TTestCollection : ITestCollection =>
        [
            .. testCollections
                .OrderBy(collection => RankOf(collection.TestCollectionDisplayName))
                .ThenBy(collection => collection.UniqueID, StringComparer.Ordinal),
        ];

    private static int RankOf(string collection)
    {
        var rank = Array.FindIndex(Long, name => collection.Contains(name, StringComparison.Ordinal));
        return rank < 0 ? Long.Length : rank;
    }
}
