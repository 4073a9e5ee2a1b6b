using FluentMigrator;

namespace AlertBot.Storage.Migrations;

/// <summary>Feeds whose articles are fetched.</summary>
[Migration(62, "feeds to be read in full")]
public sealed class M062FullText : StoreMigration
{
    protected override string Sql => "ALTER TABLE feeds ADD COLUMN full_text INTEGER NOT NULL DEFAULT 0;";
}
