using FluentMigrator;

namespace AlertBot.Storage.Migrations;

/// <summary>
/// Which event an entry reports (the entry that began it), which one it contradicts, how much its report weighs, and
/// which events a chat is sent at once. What was grouped before is closed.
/// </summary>
[Migration(95, "events beside stories, weight")]
public sealed class M095Events : StoreMigration
{
    protected override string Sql =>
        """
            ALTER TABLE entries ADD COLUMN event_id INTEGER;
            ALTER TABLE entries ADD COLUMN contradicts INTEGER;
            ALTER TABLE entries ADD COLUMN weight INTEGER;
            CREATE INDEX entries_event ON entries (event_id);
            ALTER TABLE subscriptions ADD COLUMN send TEXT NOT NULL DEFAULT 'must';
            """;
}
