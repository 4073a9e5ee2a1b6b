using AlertBot.Delivery;
using AlertBot.Storage;
using AlertBot.Tests.Support;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;

namespace AlertBot.Tests.Storage;

/// <summary>An outbox of before its states were held by the store, after the upgrade: on a file.</summary>
public class MessageStatesUpgradeTests : IAsyncLifetime
{
    /// <summary>The last step before.</summary>
    private const long Before = 232;

    /// <summary>
    /// One of each state; a second report (below zero) with an edit; one that an answer brought back after its chat had
    /// ended; one that was given up.
    /// </summary>
    private const string Fill = """
        INSERT INTO outbox (id, chat, story_id, version, revision, entry_id, urgency, language, content, created, due,
            state, repeats, settled, message_id, key, parcel, why)
        VALUES (1, 'telegram:1', 1, 5, 0, 5, 1, 'en', 'a', 10, 11, 'waiting', 0, NULL, NULL, 'k1', NULL, NULL),
            (2, 'discord:1', 1, 5, 0, 5, 1, 'en', 'b', 10, 11, 'sending', 0, NULL, NULL, 'k2', 2, NULL),
            (3, 'webhook:desk', 1, 5, 0, 5, 1, 'en', 'c', 10, 11, 'unsure', 1, NULL, NULL, 'k3', 3, 'w'),
            (4, 'console:out', 1, 5, 0, 5, 1, 'en', 'd', 10, 11, 'sent', 0, 12, 'm4', 'k4', 4, NULL),
            (5, 'telegram:-100/7', 1, -6, 0, 6, 1, 'en', 'e', 10, 11, 'sent', 0, 12, 'm5', 'k5', 5, NULL),
            (6, 'telegram:-100/7', 1, -6, 1, 6, 1, 'en', 'f', 10, 11, 'dropped', 0, 12, NULL, 'k6', 6, 'x'),
            (7, 'telegram:-100/7', 1, 6, 0, 6, 1, 'en', 'g', 10, 11, 'unsure', 1, 12, NULL, 'k7', 7, 'y'),
            (8, 'telegram:2', 1, 5, 0, 5, 1, 'en', 'h', 10, 11, 'waiting', 0, 12, NULL, 'k8', 8, 'z'),
            (9, 'telegram:3', NULL, 0, 0, NULL, 1, 'en', 'i', 10, 11, 'gone', 0, 12, NULL, 'k9', 9, 'z'),
            (20, 'telegram:4', 2, 9, 0, 9, 1, 'en', 'j', 10, 11, 'refused', 0, 12, NULL, 'k20', 20, 'z');
        """;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("alertbot-upgrade-");
    private Database _database = null!;

    protected virtual string IndexesSql =>
        "SELECT name FROM sqlite_master WHERE type = 'index' AND tbl_name = 'outbox' AND sql IS NOT NULL ORDER BY name";

    /// <summary>Lets the store count on from the rows that bear a number of the test's.</summary>
    protected virtual string NumbersSql => "";

    protected virtual Task<string> CreateAsync() =>
        Task.FromResult($"Data Source={Path.Combine(_folder.FullName, "store.db")}");

    protected virtual Task DropAsync() => Task.CompletedTask;

    public async ValueTask InitializeAsync()
    {
        var store = await CreateAsync();
        FormerStore.Make(store, Before);
        _database = new Database(Options.Create(new StorageOptions { AlertBot = store }));
        await _database.WriteAsync(tx => tx.ExecuteAsync(Fill + NumbersSql, null, Ct), Ct);
    }

    public async ValueTask DisposeAsync()
    {
        _database.Dispose();
        SqliteConnection.ClearAllPools();
        await DropAsync();
        _folder.Delete(recursive: true);
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Rows_keep_what_they_hold_and_bear_network_and_flag()
    {
        const string same =
            "SELECT id || key || content || created || due || repeats || coalesce(parcel, 0) "
            + "|| coalesce(settled, 0) || coalesce(message_id, '') || coalesce(why, '') FROM outbox ORDER BY id";
        var before = await _database.QueryAsync<string>(same, null, Ct);

        new Schema(_database).Upgrade();

        Assert.Equal(before, await _database.QueryAsync<string>(same, null, Ct));
        Assert.Equal(
            [
                "1 telegram 5 0 waiting",
                "2 discord 5 0 sending",
                "3 webhook 5 0 unsure",
                "4 console 5 0 sent",
                "5 telegram 6 1 sent",
                "6 telegram 6 1 dropped",
                "7 telegram 6 0 given-up",
                "8 telegram 5 0 gone",
                "9 telegram 0 0 gone",
                "20 telegram 9 0 refused",
            ],
            await _database.QueryAsync<string>(
                "SELECT id || ' ' || channel || ' ' || version || ' ' || stands_alone || ' ' || state FROM outbox "
                    + "ORDER BY id",
                null,
                Ct
            )
        );
    }

    [Fact]
    public async Task Indexes_stay_and_what_comes_new_has_a_new_number()
    {
        var before = await _database.QueryAsync<string>(IndexesSql, null, Ct);
        Assert.NotEmpty(before);

        new Schema(_database).Upgrade();

        Assert.Equal(
            before.Concat(["outbox_next", "outbox_together", "outbox_urgency"]).Order(StringComparer.Ordinal),
            await _database.QueryAsync<string>(IndexesSql, null, Ct)
        );
        await _database.WriteAsync(
            tx =>
                tx.ExecuteAsync(
                    "INSERT INTO outbox (chat, channel, version, urgency, language, content, created, due) "
                        + "SELECT 'telegram:' || id, 'telegram', 0, 1, 'en', 'new', 1, 1 FROM outbox",
                    null,
                    Ct
                ),
            Ct
        );
        Assert.Equal(20, (await _database.QueryAsync<long>("SELECT count(DISTINCT id) FROM outbox", null, Ct))[0]);
    }

    [Fact]
    public async Task The_states_are_those_of_the_program()
    {
        new Schema(_database).Upgrade();

        foreach (var state in Enum.GetValues<MessageState>())
            await _database.WriteAsync(
                tx =>
                    tx.ExecuteAsync(
                        "UPDATE outbox SET state = @State, settled = @Settled WHERE id = 1",
                        new { State = state.Code(), Settled = state.IsFinal() ? 1L : (long?)null },
                        Ct
                    ),
                Ct
            );
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() =>
            _database.WriteAsync(
                tx => tx.ExecuteAsync("UPDATE outbox SET state = 'lost', settled = 1 WHERE id = 1", null, Ct),
                Ct
            )
        );
    }
}

/// <summary>The same on a server.</summary>
[OnPostgres]
public sealed class MessageStatesUpgradeOnPostgres : MessageStatesUpgradeTests
{
    private string _store = "";

    /// <summary>Those of keys are named by the server.</summary>
    protected override string IndexesSql =>
        "SELECT indexname FROM pg_indexes WHERE tablename = 'outbox' AND indexname NOT LIKE '%key' ORDER BY indexname";

    protected override string NumbersSql => "SELECT setval(pg_get_serial_sequence('outbox', 'id'), 20)";

    protected override async Task<string> CreateAsync() =>
        _store = await (await PostgresServer.GetAsync()).CreateDatabaseAsync("template0");

    protected override async Task DropAsync() => await (await PostgresServer.GetAsync()).DropAsync(_store);
}
