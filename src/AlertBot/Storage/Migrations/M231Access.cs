using FluentMigrator;

namespace AlertBot.Storage.Migrations;

/// <summary>Where the secrets lie that a feed's server asks for; never the secrets themselves.</summary>
[Migration(231, "credentials of feeds")]
public sealed class M231Access : StoreMigration
{
    protected override string Sql => "ALTER TABLE feeds ADD COLUMN access TEXT;";
}
