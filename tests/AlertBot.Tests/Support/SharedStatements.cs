using System.Runtime.CompilerServices;
using Dapper;

namespace AlertBot.Tests.Support;

/// <summary>
/// Lets all stores of the tests share what Dapper compiles for a statement. It keeps that by connection string, and
/// each test has a store of its own: compiling anew took a quarter of the suite's time. The schema is one, and
/// where a column has another type Dapper sees so by itself.
/// </summary>
internal sealed class SharedStatements : IEqualityComparer<string>
{
    [ModuleInitializer]
    internal static void Share() => SqlMapper.ConnectionStringComparer = new SharedStatements();

    public bool Equals(string? x, string? y) => IsPostgres(x) == IsPostgres(y);

    public int GetHashCode(string obj) => IsPostgres(obj) ? 1 : 0;

    private static bool IsPostgres(string? connection) =>
        connection?.Contains("Host=", StringComparison.OrdinalIgnoreCase) == true;
}
