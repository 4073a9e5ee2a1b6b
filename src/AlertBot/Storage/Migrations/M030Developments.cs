using FluentMigrator;

namespace AlertBot.Storage.Migrations;

/// <summary>What of a story has been told, who reported which state, and what subscriptions ask of stories.</summary>
[Migration(30, "developments of stories, corroboration, urgency in quiet hours")]
public sealed class M030Developments : StoreMigration
{
    protected override string Sql =>
        """
            ALTER TABLE stories ADD COLUMN states TEXT NOT NULL DEFAULT '';
            ALTER TABLE stories ADD COLUMN urgency INTEGER NOT NULL DEFAULT 0;
            ALTER TABLE stories ADD COLUMN toll BIGINT;
            ALTER TABLE entries ADD COLUMN state TEXT;
            UPDATE stories SET states = coalesce(state, '');

            ALTER TABLE subscriptions ADD COLUMN at_least INTEGER NOT NULL DEFAULT 1;
            ALTER TABLE subscriptions ADD COLUMN urgent_in_quiet INTEGER NOT NULL DEFAULT 0;
            """;
}
