using FluentMigrator;

namespace AlertBot.Storage.Migrations;

/// <summary>Which rule set several nodes go by.</summary>
[Migration(70, "the rule set in force among nodes")]
public sealed class M070Nodes : StoreMigration
{
    protected override string Sql => "CREATE TABLE rule_sets (version TEXT PRIMARY KEY, taken_up BIGINT NOT NULL)";
}
