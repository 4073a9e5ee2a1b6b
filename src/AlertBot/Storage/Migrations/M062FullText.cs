using FluentMigrator;

namespace AlertBot.Storage.Migrations;

/// <summary>Feeds whose articles are fetched.</summary>
[Migration(62, "feeds to be read in full")]
public sealed class M062FullText : Migration
{
    public override void Up() => Execute.Sql("ALTER TABLE feeds ADD COLUMN full_text INTEGER NOT NULL DEFAULT 0;");

    public override void Down() => throw new NotSupportedException("A store is not downgraded; restore the copy made before the upgrade.");
}
