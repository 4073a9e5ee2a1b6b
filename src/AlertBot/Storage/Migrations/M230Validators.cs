using FluentMigrator;

namespace AlertBot.Storage.Migrations;

/// <summary>
/// How far a feed's ETag and Last-Modified are trusted: when its whole document came last, how many polls in a row were
/// answered "not modified" since, and how many are borne; none where the validator stays though the document changes.
/// </summary>
[Migration(230, "trust in validators")]
public sealed class M230Validators : StoreMigration
{
    protected override string Sql =>
        """
            ALTER TABLE feeds ADD COLUMN whole_at BIGINT;
            ALTER TABLE feeds ADD COLUMN unmodified BIGINT NOT NULL DEFAULT 0;
            ALTER TABLE feeds ADD COLUMN most_unmodified BIGINT NOT NULL DEFAULT 1;
            """;
}
