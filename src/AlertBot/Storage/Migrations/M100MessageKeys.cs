using FluentMigrator;

namespace AlertBot.Storage.Migrations;

/// <summary>
/// What networks know a repeat of a message by. Row ids come again once rows are deleted, and in a new or a restored
/// store; what waits at the upgrade keeps the key it may have been sent under.
/// </summary>
[Migration(100, "keys of messages that never come again")]
public sealed class M100MessageKeys : StoreMigration
{
    protected override string Sql =>
        """
            ALTER TABLE outbox ADD COLUMN key TEXT;
            UPDATE outbox SET key = CAST(id AS TEXT);
            """;
}
