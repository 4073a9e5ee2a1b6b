using FluentMigrator;

namespace AlertBot.Storage.Migrations;

/// <summary>Since when a message is of unknown fate: whether its network has been heard of since then tells an outage from a lost answer.</summary>
[Migration(11, "since when a message is of unknown fate")]
public sealed class M011Outages : Migration
{
    public override void Up() => Execute.Sql("ALTER TABLE outbox ADD COLUMN unsure_since BIGINT");

    public override void Down() => throw new NotSupportedException("A store is not downgraded; restore the copy made before the upgrade.");
}
