using FluentMigrator;

namespace AlertBot.Storage.Migrations;

/// <summary>Few messages are ever of unknown fate; which they are is asked when one is about to be given up.</summary>
[Migration(101, "messages of unknown fate")]
public sealed class M101UnknownFates : StoreMigration
{
    protected override string Sql => "CREATE INDEX outbox_repeats ON outbox (chat) WHERE repeats > 0";
}
