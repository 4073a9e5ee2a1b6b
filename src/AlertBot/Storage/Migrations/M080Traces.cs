using FluentMigrator;

namespace AlertBot.Storage.Migrations;

/// <summary>
/// The span a message was written in, so that its delivery, later or on another node, belongs to the same trace.
/// </summary>
[Migration(80, "traces through the outbox")]
public sealed class M080Traces : StoreMigration
{
    protected override string Sql => "ALTER TABLE outbox ADD COLUMN trace TEXT";
}
