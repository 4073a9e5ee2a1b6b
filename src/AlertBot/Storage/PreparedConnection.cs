using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Data.Sqlite;

namespace AlertBot.Storage;

/// <summary>
/// A connection to a file of SQLite that keeps the statements it has run: reading the text of one costs as much as
/// running it. For one caller at a time. Closing it closes the connection it is given.
/// </summary>
/// <param name="connection">Open.</param>
internal sealed class PreparedConnection(SqliteConnection connection) : DbConnection
{
    /// <summary>
    /// The program writes some hundred; a caller that makes its own texts must not fill the memory with them.
    /// </summary>
    private const int MostStatements = 200;

    private readonly Dictionary<string, SqliteCommand> _statements = new(StringComparer.Ordinal);

    [AllowNull]
    public override string ConnectionString
    {
        get => connection.ConnectionString;
        set => connection.ConnectionString = value;
    }

    public override string Database => connection.Database;

    public override string DataSource => connection.DataSource;

    public override string ServerVersion => connection.ServerVersion;

    public override ConnectionState State => connection.State;

    public override void ChangeDatabase(string databaseName) => connection.ChangeDatabase(databaseName);

    public override void Open() => connection.Open();

    public override void Close()
    {
        Forget();
        connection.Close();
    }

    protected override DbTransaction BeginDbTransaction(IsolationLevel isolationLevel) =>
        connection.BeginTransaction(isolationLevel, deferred: false);

    protected override DbCommand CreateDbCommand() => new PreparedCommand(this);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Forget();
            connection.Dispose();
        }
        base.Dispose(disposing);
    }

    /// <summary>The statement with this text, which stays prepared from its first run on.</summary>
    private SqliteCommand StatementOf(string text)
    {
        if (_statements.TryGetValue(text, out var known))
            return known;
        if (_statements.Count >= MostStatements)
            Forget();
        var statement = connection.CreateCommand();
#pragma warning disable CA2100 // Parameters are bound, as those of the command it is run for.
        statement.CommandText = text;
#pragma warning restore CA2100
        _statements.Add(text, statement);
        return statement;
    }

    private void Forget()
    {
        foreach (var statement in _statements.Values)
            statement.Dispose();
        _statements.Clear();
    }

    /// <summary>Runs the kept statement of its text with its own parameters.</summary>
    private sealed class PreparedCommand(PreparedConnection owner) : DbCommand
    {
        /// <summary>Holds the parameters only.</summary>
        private readonly SqliteCommand _given = new();

        [AllowNull]
        public override string CommandText { get; set; } = "";

        public override int CommandTimeout
        {
            get => _given.CommandTimeout;
            set => _given.CommandTimeout = value;
        }

        public override CommandType CommandType { get; set; } = CommandType.Text;

        public override bool DesignTimeVisible { get; set; }

        public override UpdateRowSource UpdatedRowSource { get; set; }

        protected override DbConnection? DbConnection { get; set; } = owner;

        protected override DbParameterCollection DbParameterCollection => _given.Parameters;

        protected override DbTransaction? DbTransaction { get; set; }

        /// <summary>As with SQLite's own command, what runs is not ended: it runs to its end.</summary>
        public override void Cancel() { }

        public override void Prepare() { }

        public override int ExecuteNonQuery() => Statement().ExecuteNonQuery();

        public override object? ExecuteScalar() => Statement().ExecuteScalar();

        protected override DbDataReader ExecuteDbDataReader(CommandBehavior behavior) =>
            Statement().ExecuteReader(behavior);

        protected override DbParameter CreateDbParameter() => new SqliteParameter();

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                _given.Dispose();
            base.Dispose(disposing);
        }

        private SqliteCommand Statement()
        {
            var statement = owner.StatementOf(CommandText);
            statement.Transaction = (SqliteTransaction?)DbTransaction;
            statement.CommandTimeout = CommandTimeout;
            statement.Parameters.Clear();
            foreach (SqliteParameter parameter in _given.Parameters)
                statement.Parameters.Add(parameter);
            return statement;
        }
    }
}
