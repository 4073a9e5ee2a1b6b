using FluentMigrator;

namespace AlertBot.Storage.Migrations;

/// <summary>
/// The states of messages are held by the store; what was given up of unknown fate has a state of its own. A message
/// bears its network, and a flag says that it stands alone, as a report beside the one that told its event: its
/// <c>version</c> is then its entry, which stood there below zero.
/// </summary>
[Migration(233, "states of messages held by the store, their networks, messages that stand alone")]
public sealed class M233MessageStates : StoreMigration
{
    private const string Channel = """
        CASE WHEN chat LIKE 'telegram:%' THEN 'telegram' WHEN chat LIKE 'discord:%' THEN 'discord'
            WHEN chat LIKE 'webhook:%' THEN 'webhook' ELSE 'console' END
        """;

    private const string States =
        "state IN ('waiting', 'sending', 'unsure', 'sent', 'refused', 'given-up', 'gone', 'dropped')";

    /// <summary>What is settled is in a state that nothing leads on from, and nothing else is.</summary>
    private const string Settled = "(settled IS NULL) = (state IN ('waiting', 'sending', 'unsure'))";

    /// <summary>
    /// An answer that came after its chat had ended brought a settled message back among those that wait.
    /// </summary>
    private const string State = """
        CASE WHEN settled IS NULL AND state NOT IN ('waiting', 'sending', 'unsure') THEN 'waiting'
            WHEN settled IS NOT NULL AND state = 'unsure' THEN 'given-up'
            WHEN settled IS NOT NULL AND state IN ('waiting', 'sending') THEN 'gone'
            ELSE state END
        """;

    // A check cannot be added in SQLite: the table is made anew.
    protected override string Sql =>
        $"""
            CREATE TABLE outbox_new (
                id INTEGER PRIMARY KEY, chat TEXT NOT NULL, channel TEXT NOT NULL, story_id INTEGER,
                version INTEGER NOT NULL, stands_alone INTEGER NOT NULL DEFAULT 0 CHECK (stands_alone IN (0, 1)),
                revision INTEGER NOT NULL DEFAULT 0, key TEXT,
                entry_id INTEGER, urgency INTEGER NOT NULL, language TEXT NOT NULL, content TEXT NOT NULL,
                digest INTEGER NOT NULL DEFAULT 0, created BIGINT NOT NULL, due BIGINT NOT NULL,
                held_until BIGINT NOT NULL DEFAULT 0, rewrite_length INTEGER, trace TEXT,
                state TEXT NOT NULL DEFAULT 'waiting' CHECK ({States}),
                attempts INTEGER NOT NULL DEFAULT 0, repeats INTEGER NOT NULL DEFAULT 0, unsure_since BIGINT,
                parcel BIGINT, settled BIGINT, message_id TEXT, why TEXT,
                CHECK ({Settled}),
                UNIQUE (chat, story_id, version, stands_alone, revision)
            );
            INSERT INTO outbox_new (id, chat, channel, story_id, version, stands_alone, revision, key, entry_id,
                urgency, language, content, digest, created, due, held_until, rewrite_length, trace, state, attempts,
                repeats, unsure_since, parcel, settled, message_id, why)
                SELECT id, chat, {Channel}, story_id, abs(version), CASE WHEN version < 0 THEN 1 ELSE 0 END, revision,
                    key, entry_id, urgency, language, content, digest, created, due, held_until, rewrite_length, trace,
                    {State}, attempts, repeats, unsure_since, parcel, settled, message_id, why FROM outbox;
            DROP TABLE outbox;
            ALTER TABLE outbox_new RENAME TO outbox;
            CREATE INDEX outbox_open ON outbox (chat, due, id) WHERE settled IS NULL;
            CREATE INDEX outbox_due ON outbox (due) WHERE settled IS NULL;
            CREATE INDEX outbox_sending ON outbox (chat) WHERE state = 'sending';
            CREATE INDEX outbox_edits ON outbox (due) WHERE settled IS NULL AND revision > 0;
            CREATE INDEX outbox_settled ON outbox (settled) WHERE settled IS NOT NULL;
            CREATE INDEX outbox_story ON outbox (story_id, version);
            CREATE INDEX outbox_message ON outbox (chat, message_id) WHERE message_id IS NOT NULL;
            CREATE INDEX outbox_held ON outbox (chat, id) WHERE held_until > 0 AND settled IS NULL;
            CREATE INDEX outbox_rewrite ON outbox (entry_id, language, rewrite_length) WHERE rewrite_length IS NOT NULL
                AND settled IS NULL;
            {Repeats}
            """;

    /// <summary>In place: a table made anew would count its rows from one again.</summary>
    protected override string PostgresSql =>
        $"""
            ALTER TABLE outbox ADD COLUMN channel TEXT;
            ALTER TABLE outbox ADD COLUMN stands_alone BIGINT NOT NULL DEFAULT 0 CHECK (stands_alone IN (0, 1));
            ALTER TABLE outbox DROP CONSTRAINT outbox_new_chat_story_id_version_revision_key;
            UPDATE outbox SET channel = {Channel}, version = abs(version),
                stands_alone = CASE WHEN version < 0 THEN 1 ELSE 0 END, state = {State};
            ALTER TABLE outbox ALTER COLUMN channel SET NOT NULL;
            ALTER TABLE outbox ADD CHECK ({States});
            ALTER TABLE outbox ADD CHECK ({Settled});
            ALTER TABLE outbox ADD UNIQUE (chat, story_id, version, stands_alone, revision);
            DROP INDEX outbox_repeats;
            {Repeats}
            """;

    private const string Repeats = "CREATE INDEX outbox_repeats ON outbox (channel) WHERE repeats > 0;";
}
