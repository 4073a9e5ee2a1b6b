using AlertBot.Localization;
using Lucene.Net.Analysis;
using Lucene.Net.Analysis.Ar;
using Lucene.Net.Analysis.En;
using Lucene.Net.Analysis.Fr;
using Lucene.Net.Analysis.TokenAttributes;
using Lucene.Net.Index;
using Lucene.Net.Index.Memory;
using Lucene.Net.Search;
using Lucene.Net.Util;

namespace AlertBot.Bench.Rivals;

/// <summary>
/// Percolation as Elasticsearch and Luwak do it: the entry is indexed in memory, and of the stored queries those are
/// run whose rarest term it has.
/// </summary>
internal sealed class LucenePercolator : IDisposable
{
    private const string Field = "text";

    private readonly Analyzer _analyzer;
    private readonly Dictionary<string, List<Query>> _byTerm = new(StringComparer.Ordinal);
    private readonly MemoryIndex _index = new();

    public LucenePercolator(IReadOnlyList<string> phrases, Language language)
    {
        _analyzer = language switch
        {
            Language.Arabic => new ArabicAnalyzer(LuceneVersion.LUCENE_48),
            Language.French => new FrenchAnalyzer(LuceneVersion.LUCENE_48),
            _ => new EnglishAnalyzer(LuceneVersion.LUCENE_48),
        };
        var terms = phrases.Select(TermsOf).Where(list => list.Count > 0).ToList();
        var uses = terms.SelectMany(list => list.Distinct()).CountBy(term => term).ToDictionary();
        foreach (var list in terms)
        {
            var rarest = list.MinBy(term => uses[term])!;
            if (!_byTerm.TryGetValue(rarest, out var queries))
                _byTerm.Add(rarest, queries = []);
            queries.Add(QueryOf(list));
        }
    }

    /// <summary>How many of the phrases stand in the text.</summary>
    public int Count(string text)
    {
        _index.Reset();
        _index.AddField(Field, text, _analyzer);
        var searcher = _index.CreateSearcher();
        var collector = new TotalHitCountCollector();
        foreach (var query in Candidates(searcher.IndexReader))
            searcher.Search(query, collector);
        return collector.TotalHits;
    }

    public void Dispose() => _analyzer.Dispose();

    private IEnumerable<Query> Candidates(IndexReader reader)
    {
        if (MultiFields.GetTerms(reader, Field)?.GetEnumerator() is not { } terms)
            yield break;
        while (terms.MoveNext())
        {
            foreach (var query in _byTerm.GetValueOrDefault(terms.Term.Utf8ToString(), []))
                yield return query;
        }
    }

    private List<string> TermsOf(string phrase)
    {
        var terms = new List<string>();
        using var stream = _analyzer.GetTokenStream(Field, phrase);
        var term = stream.GetAttribute<ICharTermAttribute>();
        stream.Reset();
        while (stream.IncrementToken())
            terms.Add(term.ToString()!);
        stream.End();
        return terms;
    }

    private static Query QueryOf(List<string> terms)
    {
        if (terms.Count == 1)
            return new TermQuery(new Term(Field, terms[0]));
        var phrase = new PhraseQuery();
        foreach (var term in terms)
            phrase.Add(new Term(Field, term));
        return phrase;
    }
}
