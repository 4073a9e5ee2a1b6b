using FluentMigrator;

namespace AlertBot.Storage.Migrations;

/// <summary>
/// The first schema. Times are milliseconds since 1970 UTC, lengths seconds, flags 0 or 1, lists JSON; the same SQL
/// runs on SQLite and PostgreSQL.
/// </summary>
[Migration(1, "feeds, entries, stories, subscriptions, outbox")]
public sealed class M001Start : StoreMigration
{
    protected override string Sql =>
        """
            CREATE TABLE feeds (
                id INTEGER PRIMARY KEY, url TEXT NOT NULL UNIQUE, title TEXT, publisher TEXT NOT NULL, family TEXT,
                camp TEXT,
                language TEXT, every BIGINT NOT NULL, enabled INTEGER NOT NULL DEFAULT 1,
                etag TEXT, last_modified TEXT, failures INTEGER NOT NULL DEFAULT 0, seen INTEGER NOT NULL DEFAULT 0,
                next_poll BIGINT NOT NULL, leased_by TEXT, leased_until BIGINT NOT NULL DEFAULT 0,
                last_poll BIGINT, last_fresh BIGINT, last_fault TEXT
            );
            CREATE INDEX feeds_due ON feeds (next_poll) WHERE enabled = 1;

            CREATE TABLE stories (
                id INTEGER PRIMARY KEY, version INTEGER NOT NULL, language TEXT NOT NULL, headline TEXT NOT NULL,
                state TEXT,
                first_seen BIGINT NOT NULL, last_seen BIGINT NOT NULL
            );
            CREATE INDEX stories_last_seen ON stories (last_seen);

            CREATE TABLE entries (
                id INTEGER PRIMARY KEY, feed_id INTEGER NOT NULL REFERENCES feeds (id), identity TEXT NOT NULL,
                first_seen BIGINT NOT NULL, last_listed BIGINT NOT NULL, published BIGINT, language TEXT NOT NULL,
                link TEXT,
                title TEXT NOT NULL, summary TEXT NOT NULL, body TEXT NOT NULL,
                story_id INTEGER REFERENCES stories (id),
                UNIQUE (feed_id, identity)
            );
            CREATE INDEX entries_story ON entries (story_id);
            CREATE INDEX entries_first_seen ON entries (first_seen);

            CREATE TABLE matches (
                entry_id INTEGER NOT NULL REFERENCES entries (id) ON DELETE CASCADE, rule_id TEXT NOT NULL,
                rules_version TEXT NOT NULL, spans TEXT NOT NULL, PRIMARY KEY (entry_id, rule_id)
            );

            CREATE TABLE subscriptions (
                chat TEXT PRIMARY KEY, topics TEXT NOT NULL, language TEXT NOT NULL,
                digest_at TEXT, quiet_from TEXT, quiet_until TEXT, zone TEXT NOT NULL,
                by_operator INTEGER NOT NULL DEFAULT 0,
                state TEXT NOT NULL DEFAULT 'active', why TEXT, naps INTEGER NOT NULL DEFAULT 0, asleep_since BIGINT,
                wake_at BIGINT,
                created BIGINT NOT NULL, updated BIGINT NOT NULL
            );

            CREATE TABLE chats (
                chat TEXT PRIMARY KEY, channel TEXT NOT NULL, rest_until BIGINT NOT NULL DEFAULT 0,
                leased_by TEXT, leased_until BIGINT NOT NULL DEFAULT 0
            );

            CREATE TABLE outbox (
                id INTEGER PRIMARY KEY, chat TEXT NOT NULL, story_id INTEGER, version INTEGER NOT NULL,
                urgency INTEGER NOT NULL,
                language TEXT NOT NULL, content TEXT NOT NULL, digest INTEGER NOT NULL DEFAULT 0,
                created BIGINT NOT NULL, due BIGINT NOT NULL,
                state TEXT NOT NULL DEFAULT 'waiting', attempts INTEGER NOT NULL DEFAULT 0,
                repeats INTEGER NOT NULL DEFAULT 0,
                settled BIGINT, message_id TEXT, why TEXT,
                UNIQUE (chat, story_id, version)
            );
            CREATE INDEX outbox_open ON outbox (chat, due, id) WHERE settled IS NULL;
            CREATE INDEX outbox_settled ON outbox (settled) WHERE settled IS NOT NULL;

            CREATE TABLE channels (name TEXT PRIMARY KEY, held_until BIGINT NOT NULL, why TEXT);
            CREATE TABLE cursors (name TEXT PRIMARY KEY, value BIGINT NOT NULL);
            CREATE TABLE nodes (name TEXT PRIMARY KEY, started BIGINT NOT NULL, seen BIGINT NOT NULL);
            """;
}
