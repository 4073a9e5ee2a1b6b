using FluentMigrator;

namespace AlertBot.Storage.Migrations;

/// <summary>What is known of Discord's channels, the role a subscription calls, and which node listens.</summary>
[Migration(40, "places on Discord, roles that alerts call, who listens")]
public sealed class M040Discord : StoreMigration
{
    protected override string Sql =>
        """
            CREATE TABLE discord_places (id TEXT PRIMARY KEY, type INTEGER NOT NULL, guild TEXT, parent TEXT,
                tags TEXT NOT NULL DEFAULT '{}');
            CREATE INDEX discord_places_guild ON discord_places (guild);
            CREATE INDEX discord_places_parent ON discord_places (parent);

            CREATE TABLE listeners (name TEXT PRIMARY KEY, node TEXT NOT NULL, until BIGINT NOT NULL);

            ALTER TABLE subscriptions ADD COLUMN mention TEXT;
            """;
}
