using FluentMigrator;

namespace AlertBot.Storage.Migrations;

/// <summary>
/// When a chat gets its brief: the hour, the day of the week (1 is Monday; 0 for every day), and the next moment.
/// </summary>
[Migration(252, "briefs")]
public sealed class M252Briefs : StoreMigration
{
    protected override string Sql =>
        """
            ALTER TABLE subscriptions ADD COLUMN brief_at TEXT;
            ALTER TABLE subscriptions ADD COLUMN brief_day INTEGER NOT NULL DEFAULT 0;
            ALTER TABLE subscriptions ADD COLUMN brief_next BIGINT;
            CREATE INDEX subscriptions_brief ON subscriptions (brief_next) WHERE brief_next IS NOT NULL;
            """;
}
