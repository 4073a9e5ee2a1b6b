using FluentMigrator;

namespace AlertBot.Storage.Migrations;

/// <summary>
/// Reports a language model is to put into few words, the messages that wait for it, and what it has used each day.
/// </summary>
[Migration(63, "summaries by a language model")]
public sealed class M063Rewrites : StoreMigration
{
    protected override string Sql =>
        """
            CREATE TABLE rewrites (
                entry_id BIGINT NOT NULL, language TEXT NOT NULL, length INTEGER NOT NULL, until BIGINT NOT NULL,
                leased_until BIGINT NOT NULL DEFAULT 0,
                state TEXT NOT NULL DEFAULT 'waiting', headline TEXT, summary TEXT, why TEXT,
                PRIMARY KEY (entry_id, language, length)
            );
            CREATE INDEX rewrites_waiting ON rewrites (until) WHERE state = 'waiting';

            CREATE TABLE model_use (day TEXT PRIMARY KEY, requests BIGINT NOT NULL, tokens BIGINT NOT NULL);

            ALTER TABLE outbox ADD COLUMN held_until BIGINT NOT NULL DEFAULT 0;
            ALTER TABLE outbox ADD COLUMN rewrite_length INTEGER;
            CREATE INDEX outbox_held ON outbox (chat, id) WHERE held_until > 0 AND settled IS NULL;
            CREATE INDEX outbox_rewrite ON outbox (entry_id, language, rewrite_length) WHERE rewrite_length IS NOT NULL
                AND settled IS NULL;
            """;
}
