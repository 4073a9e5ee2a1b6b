using FluentMigrator;

namespace AlertBot.Storage.Migrations;

/// <summary>Whether a feed's last document took more processor time than one may; its fault's words said so.</summary>
[Migration(262, "costly feeds")]
public sealed class M262CostlyFeeds : StoreMigration
{
    protected override string Sql =>
        """
            ALTER TABLE feeds ADD COLUMN costly INTEGER NOT NULL DEFAULT 0;
            UPDATE feeds SET costly = 1 WHERE failures > 0 AND last_fault LIKE 'too costly: %';
            """;
}
