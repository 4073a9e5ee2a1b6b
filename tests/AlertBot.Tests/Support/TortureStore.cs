using System.Data.Common;
using System.Globalization;
using AlertBot.Chats;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace AlertBot.Tests.Support;

/// <summary>What the program's own store says afterwards, a file's or a server's.</summary>
internal sealed class TortureStore(string connectionString)
{
    public string ConnectionString => connectionString;

    /// <summary>Messages the store itself says may have been sent more than once.</summary>
    public HashSet<(long Chat, string Title)> Unsure() =>
        [.. Messages("SELECT chat, content FROM outbox WHERE repeats > 0")];

    /// <summary>By chat, in the order they were put into the outbox.</summary>
    public Dictionary<long, List<string>> Sent() =>
        Messages("SELECT chat, content FROM outbox WHERE state = 'sent' ORDER BY id")
            .GroupBy(row => row.Chat)
            .ToDictionary(chat => chat.Key, chat => chat.Select(row => row.Title).ToList());

    public string StatesOf(IReadOnlyList<long> chats) =>
        string.Join(
            ", ",
            Read(
                "SELECT state, count(*) FROM subscriptions "
                    + $"WHERE chat IN ({string.Join(',', chats.Select(c => $"'{TortureOptions.NameOf(c)}'"))}) "
                    + "GROUP BY state",
                rows => $"{rows.GetInt64(1)} {rows.GetString(0)}"
            )
        );

    /// <summary>Those whose subscriptions have not ended.</summary>
    public IReadOnlyList<long> NotEnded(IReadOnlyList<long> chats)
    {
        var kept = Read("SELECT chat FROM subscriptions WHERE state <> 'ended'", rows => rows.GetString(0)).ToHashSet();
        return [.. chats.Where(chat => kept.Contains(TortureOptions.NameOf(chat)))];
    }

    private List<(long Chat, string Title)> Messages(string sql) =>
        Read(sql, rows =>
            (
                TortureFaults.Original(long.Parse(rows.GetString(0).Split(':')[1], CultureInfo.InvariantCulture)),
                ((Alert)System.Text.Json.JsonSerializer.Deserialize<Content>(rows.GetString(1))!).Headline
            )
        );

    private List<T> Read<T>(string sql, Func<DbDataReader, T> read)
    {
        using DbConnection connection = connectionString.StartsWith("Host=", StringComparison.Ordinal)
            ? new NpgsqlConnection(connectionString)
            : new SqliteConnection($"{connectionString};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var rows = command.ExecuteReader();
        var found = new List<T>();
        while (rows.Read())
            found.Add(read(rows));
        return found;
    }
}
