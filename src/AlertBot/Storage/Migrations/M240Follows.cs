using FluentMigrator;

namespace AlertBot.Storage.Migrations;

/// <summary>Words of its own that a chat follows: <c>[{"number": 1, "text": "…"}]</c>.</summary>
[Migration(240, "words of a chat's own")]
public sealed class M240Follows : StoreMigration
{
    protected override string Sql => "ALTER TABLE subscriptions ADD COLUMN follows TEXT NOT NULL DEFAULT '[]';";
}
