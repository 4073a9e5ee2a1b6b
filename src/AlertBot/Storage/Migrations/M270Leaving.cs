using FluentMigrator;

namespace AlertBot.Storage.Migrations;

/// <summary>
/// A token for each mailbox by which it unsubscribes itself, and that it did: the operator's list must not bring it
/// back.
/// </summary>
[Migration(270, "mailboxes that unsubscribe")]
public sealed class M270Leaving : StoreMigration
{
    protected override string Sql =>
        """
            ALTER TABLE subscriptions ADD COLUMN leave_token TEXT;
            ALTER TABLE subscriptions ADD COLUMN has_left INTEGER NOT NULL DEFAULT 0;
            CREATE UNIQUE INDEX subscriptions_leave ON subscriptions (leave_token) WHERE leave_token IS NOT NULL;
            """;
}
