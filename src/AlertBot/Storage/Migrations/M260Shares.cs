using FluentMigrator;

namespace AlertBot.Storage.Migrations;

/// <summary>What chats share of their subscriptions, by a code that ends; one of each chat.</summary>
[Migration(260, "shared subscriptions")]
public sealed class M260Shares : StoreMigration
{
    protected override string Sql =>
        """
            CREATE TABLE shares (
                chat TEXT PRIMARY KEY, code TEXT NOT NULL UNIQUE, content TEXT NOT NULL, until BIGINT NOT NULL
            );
            """;
}
