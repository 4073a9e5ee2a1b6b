using FluentMigrator;

namespace AlertBot.Storage.Migrations;

/// <summary>
/// Hubs that feeds offer (WebSub), and what was agreed with them. <c>path</c> and <c>secret</c> are set with the first
/// request; <c>lease_until</c> when the hub has asked back; <c>next_at</c> is when to ask the hub again; <c>pushed</c>
/// is 1 while news that a hub told of is not asked for.
/// </summary>
[Migration(232, "hubs of feeds")]
public sealed class M232Hubs : StoreMigration
{
    protected override string Sql =>
        """
            CREATE TABLE hubs (
                feed_id BIGINT PRIMARY KEY REFERENCES feeds (id), hub TEXT NOT NULL, topic TEXT NOT NULL,
                offered BIGINT NOT NULL DEFAULT 1, path TEXT UNIQUE, secret TEXT, callback TEXT, lease_until BIGINT,
                next_at BIGINT NOT NULL DEFAULT 0, failures BIGINT NOT NULL DEFAULT 0, pushed BIGINT NOT NULL DEFAULT 0
            );
            CREATE INDEX hubs_due ON hubs (next_at);
            CREATE INDEX hubs_pushed ON hubs (feed_id) WHERE pushed = 1;
            """;
}
