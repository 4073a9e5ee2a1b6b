using FluentMigrator;

namespace AlertBot.Storage.Migrations;

/// <summary>
/// Alerts that readers did not want, by the report they were made of; each reason once, and nothing of who gave it.
/// </summary>
[Migration(241, "feedback on alerts")]
public sealed class M241Feedback : StoreMigration
{
    protected override string Sql =>
        """
            CREATE TABLE feedback (
                entry_id INTEGER NOT NULL REFERENCES entries (id) ON DELETE CASCADE, reason TEXT NOT NULL,
                given BIGINT NOT NULL, PRIMARY KEY (entry_id, reason)
            );
            """;
}
