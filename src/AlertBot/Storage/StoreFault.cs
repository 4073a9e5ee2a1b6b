using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace AlertBot.Storage;

/// <summary>What is the matter with the store, in words that say what to do.</summary>
internal static class StoreFault
{
    // Result codes of SQLite: https://www.sqlite.org/rescode.html (read 2026-11-25).
    private const int Busy = 5;
    private const int ReadOnly = 8;
    private const int InputOutput = 10;
    private const int Corrupt = 11;
    private const int Full = 13;
    private const int CannotOpen = 14;
    private const int NoDatabase = 26;

    public static string Explain(DbException fault, IDialect dialect) =>
        fault switch
        {
            SqliteException sqlite => Explain(sqlite, dialect.Place),
            PostgresException
            {
                SqlState: PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification
            } => $"{dialect.Place} refuses the user or the password; see ConnectionStrings:AlertBot",
            PostgresException { SqlState: PostgresErrorCodes.InvalidCatalogName } =>
                $"{dialect.Place} does not exist; make it: createdb",
            PostgresException { SqlState: PostgresErrorCodes.DiskFull } =>
                $"the disk of {dialect.Place} is full; free some space, AlertBot goes on by itself",
            PostgresException postgres => $"{dialect.Place} refuses: {postgres.MessageText} ({postgres.SqlState})",
            _ => $"{dialect.Place} cannot be reached: {fault.Message}",
        };

    /// <summary>Whether the store itself is broken, not what it stands on.</summary>
    public static bool IsDamage(DbException fault) =>
        fault is SqliteException { SqliteErrorCode: Corrupt or NoDatabase };

    public static string Damaged(string place, string what) =>
        $"{place} is damaged ({what}); stop AlertBot, look with \"alertbot store check\", and put your last "
        + "backup in its place";

    public static string Explain(SqliteException fault, string place) =>
        fault.SqliteErrorCode switch
        {
            Busy => $"another program holds {place} locked; close it",
            ReadOnly => $"{place} cannot be written: let the user that runs AlertBot write the file and its "
                + "folder, two files more are made beside it",
            Full =>
                $"the disk that holds {place} is full; free some space, AlertBot goes on by itself and nothing is lost",
            CannotOpen => $"{place} cannot be opened: let the user that runs AlertBot read and write it and its folder",
            Corrupt => Damaged(place, fault.Message),
            NoDatabase => $"{place} is no SQLite file, or its beginning is damaged; see ConnectionStrings:AlertBot, "
                + "or put your last backup in its place",
            InputOutput => $"the disk that holds {place} fails: {fault.Message}",
            _ => $"{place}: {fault.Message}",
        };
}

/// <summary>The store cannot be used; the message says what to do.</summary>
internal sealed class StoreUnavailableException(string message, Exception? inner = null) : Exception(message, inner);
