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
internal sealed class FollowCompiler(Func<string, IReadOnlyList<Term>> spellingsOf)
{
    /// <summary>The most words between two that are to stand near each other.</summary>
    private const int Near = 12;

    private readonly TermReader _reader = new(new DiagnosticBag());
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly List<(int Source, Term Term)> _terms = [];

    /// <summary>The set; each expression's rule is known by <see cref="FollowExpression.RuleId"/>.</summary>
    public static RuleSet Compile(
        IEnumerable<FollowExpression> expressions,
        Func<string, IReadOnlyList<Term>> spellingsOf
    ) => new FollowCompiler(spellingsOf).Compile(expressions);

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
        var near = wanted.Count == 1 ? wanted[0] : new NearCondition(Near, wanted);
        return expression.Unwanted.Count == 0
            ? near
            : new AllCondition([near, NoneCondition.Create([.. expression.Unwanted.Select(Find)])]);
    }

    private Condition Find(string written)
    {
        var isAbbreviation = FollowExpression.IsAbbreviation(written);
        var part = isAbbreviation ? $"{TermMarks.Exact}{written}" : written.ToLowerInvariant();
        if (!_numbers.TryGetValue(part, out var number))
        {
            _numbers.Add(part, number = _numbers.Count);
            var source = Concept.WordsOf(number);
            _terms.AddRange(
                _reader
                    .Read(new Located<string>(part, default), Languages.All)
                    .Concat(spellingsOf(part))
                    .Select(term => (source, term))
            );
        }
        return new ConceptCondition(number, part, default);
    }
}
