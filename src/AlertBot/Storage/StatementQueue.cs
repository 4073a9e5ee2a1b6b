using System.Data;
using System.Data.Common;
using System.Text;
using System.Text.RegularExpressions;
using Dapper;

namespace AlertBot.Storage;

/// <summary>
/// Statements of one transaction on a server that are sent together, in order, in one round trip. One that fails ends
/// the trip: those behind it are not run.
/// </summary>
internal sealed partial class StatementQueue
{
    private readonly List<(string Sql, object? Args, Func<SqlMapper.GridReader, Task>? Read)> _waiting = [];

    /// <summary>How many wait to be sent.</summary>
    public int Count => _waiting.Count;

    /// <param name="sql">As the server writes it.</param>
    /// <param name="args">Its parameters, as properties of an object.</param>
    /// <param name="read">Takes the rows it gives; null for a statement that gives none.</param>
    public void Add(string sql, object? args, Func<SqlMapper.GridReader, Task>? read = null) =>
        _waiting.Add((sql, args, read));

    /// <summary>Sends what waits; what it gives has been read when this ends.</summary>
    /// <returns>Rows that were changed, where no statement gives any.</returns>
    public async Task<int> SendAsync(DbTransaction transaction, CancellationToken ct)
    {
        var sent = _waiting.ToList();
        _waiting.Clear();
        var command = new CommandDefinition(
            Join(sent.Select(statement => (statement.Sql, statement.Args)), out var parameters),
            parameters,
            transaction,
            // Each text is another one.
            flags: CommandFlags.NoCache,
            cancellationToken: ct
        );
        var readers = sent.Select(statement => statement.Read).OfType<Func<SqlMapper.GridReader, Task>>().ToList();
        if (readers.Count == 0)
            return await transaction.Connection!.ExecuteAsync(command);
        await using var rows = await transaction.Connection!.QueryMultipleAsync(command);
        foreach (var read in readers)
            await read(rows);
        return 0;
    }

    /// <summary>One text of several statements, and one set of parameters, each named after its statement.</summary>
    private static string Join(IEnumerable<(string Sql, object? Args)> statements, out DynamicParameters parameters)
    {
        var (text, number) = (new StringBuilder(), 0);
        parameters = new DynamicParameters();
        foreach (var (sql, args) in statements)
        {
            var (suffix, used) = ($"_{number++}", new HashSet<string>(StringComparer.OrdinalIgnoreCase));
            text.Append(
                Parameter()
                    .Replace(sql.TrimEnd(' ', '\r', '\n', ';'), name =>
                    {
                        used.Add(name.Value[1..]);
                        return name.Value + suffix;
                    })
            );
            text.Append(";\n");
            foreach (var property in args?.GetType().GetProperties().Where(p => used.Contains(p.Name)) ?? [])
            {
                var value = property.GetValue(args);
                // Without a type the server would have to guess that of a null, which it cannot beside another.
                var isUntyped = value is null && property.PropertyType == typeof(string);
                parameters.Add(property.Name + suffix, value, isUntyped ? DbType.String : null);
            }
        }
        return text.ToString();
    }

    [GeneratedRegex(@"@\w+")]
    private static partial Regex Parameter();
}

/// <summary>
/// The rows a statement gives, on a server once it was sent with those behind it: at the latest when they are asked
/// for.
/// </summary>
internal sealed class Answer<T>(Func<CancellationToken, Task> send)
{
    private IReadOnlyList<T>? _rows;

    public async Task<IReadOnlyList<T>> ReadAsync(CancellationToken ct)
    {
        if (_rows is null)
            await send(ct);
        return _rows ?? throw new InvalidOperationException("The statement was not run, as one before it failed.");
    }

    public void Set(IReadOnlyList<T> rows) => _rows = rows;

    /// <summary>The same answer, made into something else once it is read.</summary>
    public Answer<TOther> Map<TOther>(Func<IReadOnlyList<T>, IEnumerable<TOther>> make)
    {
        Answer<TOther>? made = null;
        return made = new Answer<TOther>(async ct => made!.Set([.. make(await ReadAsync(ct))]));
    }
}
