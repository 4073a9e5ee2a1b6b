using System.Text.RegularExpressions;
using AlertBot.Delivery;
using AlertBot.Storage;
using AlertBot.Tests.Support;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;

namespace AlertBot.Tests.Delivery;

/// <summary>The table of transitions and the statements of the store say the same, for every pair of states.</summary>
public sealed partial class MessageStateTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("alertbot-states-");
    private readonly Database _database;

    public MessageStateTests()
    {
        _database = new(
            Options.Create(new StorageOptions { AlertBot = $"Data Source={Path.Combine(_folder.FullName, "test.db")}" })
        );
        new Schema(_database).Upgrade();
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static IReadOnlyList<MessageState> All => Enum.GetValues<MessageState>();

    public void Dispose()
    {
        _database.Dispose();
        SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_row_goes_where_the_table_lets_it_and_stays_where_it_does_not()
    {
        foreach (var (from, to) in All.SelectMany(from => All.Select(to => (from, to))))
        {
            var id = await PutAsync(from);

            var moved = await ExecuteAsync(MessageStates.Move(to, "id = @id", "why = 'moved'"), id);

            var isAllowed = MessageStates.Transitions.Contains((from, to));
            Assert.True(moved == (isAllowed ? 1 : 0), $"{from} to {to}: {moved} rows");
            var end = isAllowed ? to : from;
            Assert.Equal((end.Code(), end.IsFinal() ? 1 : 0), await FindAsync(id));
        }
    }

    [Fact]
    public async Task Other_rows_stay()
    {
        var (one, other) = (await PutAsync(MessageState.Waiting), await PutAsync(MessageState.Waiting));

        Assert.Equal(1, await ExecuteAsync(MessageStates.Move(MessageState.Sending, "id = @id"), one));

        Assert.Equal(("waiting", 0), await FindAsync(other));
    }

    [Theory]
    [InlineData(0, "waiting")]
    [InlineData(2, "unsure")]
    public async Task What_is_put_back_is_of_unknown_fate_as_it_was_before(int repeats, string state)
    {
        var id = await PutAsync(MessageState.Sending, repeats);

        await ExecuteAsync(MessageStates.PutBack("id = @id"), id);

        Assert.Equal((state, 0), await FindAsync(id));
    }

    [Fact]
    public void What_nothing_leads_on_from_is_final() =>
        Assert.Equal(
            [MessageState.Sent, MessageState.Refused, MessageState.GivenUp, MessageState.Gone, MessageState.Dropped],
            All.Where(state => state.IsFinal())
        );

    [Theory]
    [InlineData("state = 'lost'")]
    [InlineData("settled = 1")]
    [InlineData("state = 'sent'")]
    [InlineData("stands_alone = 2")]
    public async Task The_store_refuses_what_is_no_state(string change)
    {
        var id = await PutAsync(MessageState.Waiting);

        var refusal = await Assert.ThrowsAsync<SqliteException>(() =>
            ExecuteAsync($"UPDATE outbox SET {change} WHERE id = @id", id)
        );

        Assert.Contains("CHECK", refusal.Message, StringComparison.Ordinal);
    }

    /// <summary>Rewrites have states of their own.</summary>
    [Fact]
    public void No_other_file_names_a_state_in_SQL()
    {
        var found =
            from file in Repository.Sources("src/AlertBot")
            let name = file.Name
            where
                name != "Delivery/MessageState.cs"
                && !name.StartsWith("Storage/Migrations/", StringComparison.Ordinal)
                && !name.StartsWith("Alerts/Rewriting/", StringComparison.Ordinal)
            where Literal().IsMatch(file.Text)
            select name;

        Assert.Empty(found);
    }

    private async Task<long> PutAsync(MessageState state, int repeats = 0)
    {
        var id = 0L;
        await _database.WriteAsync(
            async tx =>
                id = await tx.ScalarAsync<long>(
                    """
                    INSERT INTO outbox (chat, channel, version, urgency, language, content, created, due, state,
                        settled, repeats)
                    VALUES ('telegram:1', 'telegram', 1, 1, 'en', '{}', 1, 1, @State, @Settled, @repeats) RETURNING id
                    """,
                    new
                    {
                        State = state.Code(),
                        Settled = state.IsFinal() ? 1L : (long?)null,
                        repeats,
                    },
                    Ct
                ),
            Ct
        );
        return id;
    }

    private async Task<int> ExecuteAsync(string sql, long id)
    {
        var rows = 0;
        await _database.WriteAsync(async tx => rows = await tx.ExecuteAsync(sql, new { id, now = Some.Time }, Ct), Ct);
        return rows;
    }

    private async Task<(string State, long IsSettled)> FindAsync(long id) =>
        (
            await _database.QueryAsync<(string State, long IsSettled)>(
                "SELECT state, CASE WHEN settled IS NULL THEN 0 ELSE 1 END FROM outbox WHERE id = @id",
                new { id },
                Ct
            )
        )[0];

    [GeneratedRegex("'(?:waiting|sending|unsure|sent|refused|given-up|gone|dropped)'")]
    private static partial Regex Literal();
}
