using FluentMigrator;

namespace AlertBot.Storage.Migrations;

/// <summary>
/// The words of entries, to be searched: FTS5 in SQLite, without their places and without a copy of the text; a
/// <c>tsvector</c> in PostgreSQL. An entry that goes takes its words along. What was stored before is put in at the
/// next start, a page at a time.
/// </summary>
[Migration(251, "search")]
public sealed class M251Search : StoreMigration
{
    protected override string Sql =>
        """
            CREATE VIRTUAL TABLE entry_words USING fts5(
                words, content = '', contentless_delete = 1, detail = none, tokenize = 'ascii');
            CREATE TRIGGER entries_forgotten AFTER DELETE ON entries BEGIN
                DELETE FROM entry_words WHERE rowid = old.id;
            END;
            """;

    protected override string PostgresSql =>
        """
            CREATE TABLE entry_words (
                entry_id BIGINT PRIMARY KEY REFERENCES entries (id) ON DELETE CASCADE, words tsvector NOT NULL);
            CREATE INDEX entry_words_words ON entry_words USING gin (words);
            """;
}
