using Xunit.v3;

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
