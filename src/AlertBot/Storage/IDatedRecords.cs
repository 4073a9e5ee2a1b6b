namespace AlertBot.Storage;

/// <summary>
/// Names the dates an owner of tables keeps, so that they can be put right when the clock was ahead as they were
/// written: what is due in a minute would wait for as long as it was ahead.
/// </summary>
internal interface IDatedRecords
{
    IReadOnlyList<DatedColumn> Dates { get; }

    /// <summary>Works out anew what is due at a time on the wall, and brings back what no column alone holds.</summary>
    /// <param name="tx">The transaction that brings the columns back.</param>
    /// <param name="now">The time, as the clock has it now.</param>
    /// <param name="back">How much it was put back by.</param>
    /// <param name="ct">Cancels.</param>
    Task RescheduleAsync(StoreTransaction tx, DateTimeOffset now, TimeSpan back, CancellationToken ct) =>
        Task.CompletedTask;
}

/// <summary>A column of dates, with the statements that put it right.</summary>
internal sealed record DatedColumn
{
    /// <summary>Run with <c>@now</c>, and <c>@back</c>, the milliseconds the clock was put back by.</summary>
    public string BringBack { get; private init; } = "";

    /// <summary>Run with <c>@now</c>: brings back what lies farther ahead than any rule allows.</summary>
    public string BringBackTooFar { get; private init; } = "";

    private DatedColumn() { }

    /// <summary>What is to come comes sooner by as much as the clock was put back.</summary>
    /// <param name="table">A table of the caller's.</param>
    /// <param name="column">Its column.</param>
    /// <param name="days">How far ahead it may lie by any rule; null where it is not asked.</param>
    /// <param name="where">Which rows; all when empty.</param>
    public static DatedColumn Coming(string table, string column, int? days = null, string where = "") =>
        new()
        {
            BringBack =
                $"UPDATE {table} SET {column} = CASE WHEN {column} - @back < @now THEN @now ELSE {column} - @back END "
                + $"WHERE {column} > @now{(where.Length > 0 ? $" AND {where}" : "")};\n",
            BringBackTooFar = TooFar(table, column, days),
        };

    /// <summary>What is past lies no later than now.</summary>
    public static DatedColumn Past(string table, string column) =>
        new() { BringBack = $"UPDATE {table} SET {column} = @now WHERE {column} > @now;\n" };

    /// <summary>
    /// The end of a lease, which stays as long as it is possible: one that is worked on is known by its date, and those
    /// of a dead node end with its last sign of life.
    /// </summary>
    public static DatedColumn Lease(string table, string column) =>
        new() { BringBackTooFar = TooFar(table, column, days: 1) };

    private static string TooFar(string table, string column, int? days) =>
        days is null
            ? ""
            : $"UPDATE {table} SET {column} = @now WHERE {column} > @now + {days} * CAST(86400000 AS BIGINT);\n";
}
