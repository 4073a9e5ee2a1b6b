using FluentMigrator;

namespace AlertBot.Storage.Migrations;

/// <summary>
/// Since when a message is of unknown fate: whether its network has been heard of since then tells an outage from a
/// lost answer.
/// </summary>
[Migration(11, "since when a message is of unknown fate")]
public sealed class M011Outages : StoreMigration
{
    protected override string Sql => "ALTER TABLE outbox ADD COLUMN unsure_since BIGINT";
}
