using AlertBot.Rules.Matching;

namespace AlertBot.Rules.Conditions;

/// <summary><c>sentence: {…}</c>: the condition holds of one sentence by itself.</summary>
internal sealed class SentenceCondition(Condition condition) : ScopedCondition(condition)
{
    public override string Description => $"sentence: {{{Inner}}}";

    public override string Spoken => $"{Inside(Inner.Spoken)} in one sentence";

    public override bool Holds(MatchContext context, Scope scope)
    {
        if (!Inner.MayHold(context, scope))
            return false;
        foreach (var sentence in context.Sentences)
        {
            if (Inner.Holds(context, scope.Within(sentence)))
                return true;
        }
        return false;
    }

    public override bool MayHold(MatchContext context, Scope scope) => Inner.MayHold(context, scope);

    public override bool TryPlace(DistinctPlacement search, MatchContext context, Scope scope)
    {
        foreach (var sentence in context.Sentences)
        {
            var within = scope.Within(sentence);
            if (Inner.Holds(context, within) && Inner.TryPlace(search, context, within))
                return true;
        }
        return false;
    }

    public override void Highlight(MatchContext context, Scope scope, List<Occurrence> highlights)
    {
        foreach (var sentence in context.Sentences)
        {
            var within = scope.Within(sentence);
            if (Inner.Holds(context, within))
                Inner.Highlight(context, within, highlights);
        }
    }

    public override IEnumerable<string> Missing(MatchContext context, Scope scope) =>
        Inner.Holds(context, scope)
            ? [$"needs {Spoken}{FieldNames.In(scope.Fields)}; it stands in several"]
            : Inner.Missing(context, scope);
}
