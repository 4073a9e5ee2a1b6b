using FluentMigrator;

namespace AlertBot.Storage.Migrations;

/// <summary>
/// Words of its own that a chat follows (<c>[{"number": 1, "text": "…"}]</c>), and what it does not want for a while
/// (<c>[{"target": "oil", "until": 1796040000000, "digest": false}]</c>).
/// </summary>
[Migration(240, "words of a chat's own, mutes")]
public sealed class M240Follows : StoreMigration
{
    protected override string Sql =>
        """
            ALTER TABLE subscriptions ADD COLUMN follows TEXT NOT NULL DEFAULT '[]';
            ALTER TABLE subscriptions ADD COLUMN mutes TEXT NOT NULL DEFAULT '[]';
            """;
}
