using System.Data;
using System.Text.Json;
using Dapper;
using Microsoft.Data.Sqlite;

namespace AlertBot.Storage;

/// <summary>
/// How values that are no SQL types stand in the store: times as milliseconds since 1970 UTC (they sort, and PostgreSQL
/// reads them the same), lengths as seconds, addresses and languages as text.
/// </summary>
internal static class StoredTypes
{
    public static void Register()
    {
        DefaultTypeMap.MatchNamesWithUnderscores = true;
        SqlMapper.RemoveTypeMap(typeof(DateTimeOffset));
        SqlMapper.RemoveTypeMap(typeof(TimeSpan));
        Add<DateTimeOffset, long>(t => t.ToUnixTimeMilliseconds(), DateTimeOffset.FromUnixTimeMilliseconds);
        Add<TimeSpan, long>(t => (long)t.TotalSeconds, s => TimeSpan.FromSeconds(s));
        Add<Uri, string>(u => u.AbsoluteUri, s => new Uri(s));
        SqlMapper.AddTypeHandler(new Sought<string>());
        SqlMapper.AddTypeHandler(new Sought<long>());
    }

    /// <summary>A folder's own value types; called once at start, from its registration.</summary>
    public static void Add<T, TSql>(Func<T, TSql> write, Func<TSql, T> read) =>
        SqlMapper.AddTypeHandler(new Stored<T, TSql>(write, read));

    private sealed class Stored<T, TSql>(Func<T, TSql> write, Func<TSql, T> read) : SqlMapper.TypeHandler<T>
    {
        public override void SetValue(IDbDataParameter parameter, T? value) =>
            parameter.Value = value is null ? DBNull.Value : write(value);

        public override T Parse(object value) =>
            read((TSql)Convert.ChangeType(value, typeof(TSql), System.Globalization.CultureInfo.InvariantCulture));
    }

    /// <summary>What a column is looked for in: text of JSON for a file, an array for a server.</summary>
    private sealed class Sought<T> : SqlMapper.TypeHandler<T[]>
    {
        public override void SetValue(IDbDataParameter parameter, T[]? value) =>
            parameter.Value =
                value is null ? DBNull.Value
                : parameter is SqliteParameter ? JsonSerializer.Serialize(value)
                : value;

        public override T[] Parse(object value) => (T[])value;
    }
}
