using FluentMigrator;

namespace AlertBot.Storage.Migrations;

/// <summary>Whether a chat wants summaries in its own language only.</summary>
[Migration(242, "summaries in the chat's own language only")]
public sealed class M242OwnLanguage : StoreMigration
{
    protected override string Sql =>
        "ALTER TABLE subscriptions ADD COLUMN own_language_only INTEGER NOT NULL DEFAULT 0;";
}
