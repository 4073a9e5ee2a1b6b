using AlertBot.Configuration;
using AlertBot.Localization;
using AlertBot.Rules.Conditions;
using AlertBot.Rules.Loading;
using AlertBot.Rules.Matching;
using AlertBot.Rules.Words;

namespace AlertBot.Rules.Follows;

/// <summary>
/// Makes a rule set of what chats follow: a rule for each expression, a concept for each word of theirs.
/// </summary>
/// <param name="spellingsOf">All spellings of a name in three languages; empty for what is no known name.</param>
/// <param name="isAnywhere">Whether words may stand anywhere in a text; else near each other.</param>
internal sealed class FollowCompiler(Func<string, IReadOnlyList<Term>> spellingsOf, bool isAnywhere)
{
    /// <summary>The most words between two that are to stand near each other.</summary>
    private const int Near = 12;

    private readonly TermReader _reader = new(new DiagnosticBag());
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly List<(int Source, Term Term)> _terms = [];

    /// <summary>The set; each expression's rule is known by <see cref="FollowExpression.RuleId"/>.</summary>
    public static RuleSet Compile(
        IEnumerable<FollowExpression> expressions,
        Func<string, IReadOnlyList<Term>> spellingsOf,
        bool isAnywhere = false
    ) => new FollowCompiler(spellingsOf, isAnywhere).Compile(expressions);

    /// <summary>The terms by which a word or phrase of an expression is found; any of them will do.</summary>
    public static IReadOnlyList<Term> TermsOf(string written, Func<string, IReadOnlyList<Term>> spellingsOf) =>
        new FollowCompiler(spellingsOf, isAnywhere: true).Terms(PartOf(written));

    private RuleSet Compile(IEnumerable<FollowExpression> expressions)
    {
        var rules = expressions
            .DistinctBy(expression => expression.RuleId)
            .Select(expression => (RuleOf(expression), ConditionOf(expression)))
            .ToList();
        return new RuleSet(
            "follows",
            rules,
            [.. _numbers.Keys.Select(part => new Concept(part, [], []))],
            new PhraseBook(_terms),
            states: null
        );
    }

    private static Rule RuleOf(FollowExpression expression) =>
        new(expression.RuleId, new LocalText { En = expression.Text }, Urgency.Normal);

    private Condition ConditionOf(FollowExpression expression)
    {
        var wanted = expression.Wanted.Select(Find).ToList();
        var near =
            wanted.Count == 1 ? wanted[0]
            : isAnywhere ? new AllCondition(wanted)
            : new NearCondition(Near, wanted);
        return expression.Unwanted.Count == 0
            ? near
            : new AllCondition([near, NoneCondition.Create([.. expression.Unwanted.Select(Find)])]);
    }

    private Condition Find(string written)
    {
        var part = PartOf(written);
        if (!_numbers.TryGetValue(part, out var number))
        {
            _numbers.Add(part, number = _numbers.Count);
            var source = Concept.WordsOf(number);
            _terms.AddRange(Terms(part).Select(term => (source, term)));
        }
        return new ConceptCondition(number, part, default);
    }

    private static string PartOf(string written) =>
        FollowExpression.IsAbbreviation(written) ? $"{TermMarks.Exact}{written}" : written.ToLowerInvariant();

    private List<Term> Terms(string part) =>
        [.. _reader.Parse(new Located<string>(part, default), Languages.All), .. spellingsOf(part)];
}
