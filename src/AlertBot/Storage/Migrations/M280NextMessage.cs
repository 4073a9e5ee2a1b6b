using FluentMigrator;

namespace AlertBot.Storage.Migrations;

/// <summary>
/// The messages that wait in a chat, in the order they leave and by urgency, so that the next is found without reading
/// all of them; and those that left together with others.
/// </summary>
[Migration(280, "the next message of a chat")]
public sealed class M280NextMessage : StoreMigration
{
    protected override string Sql =>
        """
            CREATE INDEX outbox_next ON outbox (chat, (revision > 0), digest, id) WHERE settled IS NULL;
            CREATE INDEX outbox_urgency ON outbox (chat, urgency) WHERE settled IS NULL AND digest = 0
                AND revision = 0;
            CREATE INDEX outbox_together ON outbox (parcel) WHERE parcel <> id;
            """;
}
