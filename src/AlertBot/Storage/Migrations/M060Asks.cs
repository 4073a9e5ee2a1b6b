using FluentMigrator;

namespace AlertBot.Storage.Migrations;

/// <summary>
/// What a subscription asks of stories: sources of several camps, every report, how long summaries may be.
/// </summary>
[Migration(60, "what subscriptions ask of stories")]
public sealed class M060Asks : StoreMigration
{
    protected override string Sql =>
        """
            ALTER TABLE subscriptions ADD COLUMN at_least_camps INTEGER NOT NULL DEFAULT 0;
            ALTER TABLE subscriptions ADD COLUMN each_report INTEGER NOT NULL DEFAULT 0;
            ALTER TABLE subscriptions ADD COLUMN summary_length INTEGER;
            """;
}
