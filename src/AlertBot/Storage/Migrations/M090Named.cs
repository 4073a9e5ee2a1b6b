using FluentMigrator;

namespace AlertBot.Storage.Migrations;

/// <summary>Who acts in a story and which figures it gave, so that new ones are news.</summary>
[Migration(90, "actors and figures of stories")]
public sealed class M090Named : StoreMigration
{
    protected override string Sql =>
        """
            ALTER TABLE stories ADD COLUMN named TEXT NOT NULL DEFAULT '';
            UPDATE stories SET named = '*';
            """;
}
