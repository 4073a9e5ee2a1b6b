using FluentMigrator;

namespace AlertBot.Storage.Migrations;

/// <summary>
/// Which reports a chat is told of: <c>ar,fr</c>; <c>{"only": true, "names": ["…"]}</c>, empty for all; and when what
/// is of one topic comes (<c>{"oil": "digest"}</c>).
/// </summary>
[Migration(250, "filters of reports, times of single topics")]
public sealed class M250Filters : StoreMigration
{
    protected override string Sql =>
        """
            ALTER TABLE subscriptions ADD COLUMN languages TEXT NOT NULL DEFAULT '';
            ALTER TABLE subscriptions ADD COLUMN sources TEXT NOT NULL DEFAULT '';
            ALTER TABLE subscriptions ADD COLUMN camps TEXT NOT NULL DEFAULT '';
            ALTER TABLE subscriptions ADD COLUMN topic_when TEXT NOT NULL DEFAULT '{}';
            """;
}
