using FluentMigrator;

namespace AlertBot.Storage.Migrations;

/// <summary>
/// Edits of messages, what went out together, the entry behind a message, learnt rests, quiet days, updates not yet
/// handled.
/// </summary>
[Migration(10, "edits, learnt rests, quiet days, received updates")]
public sealed class M010Edits : StoreMigration
{
    // A unique key cannot be changed in SQLite: the table is made anew.
    protected override string Sql =>
        """
            CREATE TABLE outbox_new (
                id INTEGER PRIMARY KEY, chat TEXT NOT NULL, story_id INTEGER, version INTEGER NOT NULL,
                revision INTEGER NOT NULL DEFAULT 0,
                entry_id INTEGER, urgency INTEGER NOT NULL, language TEXT NOT NULL, content TEXT NOT NULL,
                digest INTEGER NOT NULL DEFAULT 0,
                created BIGINT NOT NULL, due BIGINT NOT NULL,
                state TEXT NOT NULL DEFAULT 'waiting', attempts INTEGER NOT NULL DEFAULT 0,
                repeats INTEGER NOT NULL DEFAULT 0,
                parcel BIGINT, settled BIGINT, message_id TEXT, why TEXT,
                UNIQUE (chat, story_id, version, revision)
            );
            INSERT INTO outbox_new (id, chat, story_id, version, urgency, language, content, digest, created, due,
                state, attempts, repeats, settled, message_id, why)
                SELECT id, chat, story_id, version, urgency, language, content, digest, created, due, state, attempts,
                    repeats, settled, message_id, why FROM outbox;
            DROP TABLE outbox;
            ALTER TABLE outbox_new RENAME TO outbox;
            CREATE INDEX outbox_open ON outbox (chat, due, id) WHERE settled IS NULL;
            CREATE INDEX outbox_due ON outbox (due) WHERE settled IS NULL;
            CREATE INDEX outbox_sending ON outbox (chat) WHERE state = 'sending';
            CREATE INDEX outbox_edits ON outbox (due) WHERE settled IS NULL AND revision > 0;
            CREATE INDEX outbox_settled ON outbox (settled) WHERE settled IS NOT NULL;
            CREATE INDEX outbox_story ON outbox (story_id, version);
            CREATE INDEX outbox_message ON outbox (chat, message_id) WHERE message_id IS NOT NULL;

            ALTER TABLE chats ADD COLUMN pace REAL NOT NULL DEFAULT 1;
            ALTER TABLE subscriptions ADD COLUMN quiet_days TEXT NOT NULL DEFAULT '';
            ALTER TABLE subscriptions ADD COLUMN ended BIGINT;

            CREATE TABLE updates (
                channel TEXT NOT NULL, id BIGINT NOT NULL, chat TEXT NOT NULL, body TEXT NOT NULL,
                PRIMARY KEY (channel, id)
            );
            """;
}
