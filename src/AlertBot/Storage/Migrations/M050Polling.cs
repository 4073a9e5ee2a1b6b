using FluentMigrator;

namespace AlertBot.Storage.Migrations;

/// <summary>What politeness, health and newness of feeds need to be remembered.</summary>
[Migration(50, "polling: moves, wishes, pace, health; what an entry is known by")]
public sealed class M050Polling : StoreMigration
{
    // feeds.every: 0 where the operator sets no interval. Keys are the first eight bytes of a SHA-256 as a signed
    // number.
    protected override string Sql =>
        """
            ALTER TABLE feeds ADD COLUMN listed INTEGER NOT NULL DEFAULT 0;
            ALTER TABLE feeds ADD COLUMN listed_enabled INTEGER NOT NULL DEFAULT 1;
            ALTER TABLE feeds ADD COLUMN host TEXT NOT NULL DEFAULT '';
            ALTER TABLE feeds ADD COLUMN address TEXT;
            ALTER TABLE feeds ADD COLUMN moving_to TEXT;
            ALTER TABLE feeds ADD COLUMN moving_polls INTEGER NOT NULL DEFAULT 0;
            ALTER TABLE feeds ADD COLUMN ended BIGINT;
            ALTER TABLE feeds ADD COLUMN last_good BIGINT;
            ALTER TABLE feeds ADD COLUMN last_new BIGINT;
            ALTER TABLE feeds ADD COLUMN broken_since BIGINT;
            ALTER TABLE feeds ADD COLUMN pace BIGINT;
            ALTER TABLE feeds ADD COLUMN wish BIGINT NOT NULL DEFAULT 0;
            ALTER TABLE feeds ADD COLUMN skip_hours INTEGER NOT NULL DEFAULT 0;
            ALTER TABLE feeds ADD COLUMN skip_days INTEGER NOT NULL DEFAULT 0;
            ALTER TABLE feeds ADD COLUMN body_key BIGINT;
            ALTER TABLE feeds ADD COLUMN tags TEXT NOT NULL DEFAULT '[]';
            ALTER TABLE feeds ADD COLUMN told TEXT NOT NULL DEFAULT '';
            UPDATE feeds SET last_good = last_poll WHERE failures = 0;
            UPDATE feeds SET last_new = last_fresh;
            UPDATE feeds SET listed = enabled;

            ALTER TABLE entries ADD COLUMN link_key BIGINT;
            ALTER TABLE entries ADD COLUMN title_key BIGINT;
            ALTER TABLE entries ADD COLUMN text_key BIGINT;
            CREATE INDEX entries_link_key ON entries (feed_id, link_key);
            CREATE INDEX entries_title_key ON entries (feed_id, title_key);
            """;
}
