using AlertBot.Rules.Matching;

namespace AlertBot.Rules.Conditions;

/// <summary>
/// <c>about: {…}</c>: the condition holds of the headline, of the lead, or of two sentences of the text: what an entry
/// is about, not what it mentions.
/// </summary>
internal sealed class AboutCondition(Condition condition) : ScopedCondition(condition)
{
    private const int Sentences = 2;

    public override string Description => $"about: {{{Inner}}}";

    public override string Spoken => $"{Inside(Inner.Spoken)} as what it is about";

    public override bool Holds(MatchContext context, Scope scope) =>
        Inner.MayHold(context, scope)
        && (
            Inner.Holds(context, scope.In(Fields.Title))
            || Inner.Holds(context, scope.In(Fields.Lead))
            || HoldsOfSome(context, scope)
        );

    public override bool MayHold(MatchContext context, Scope scope) => Inner.MayHold(context, scope);

    public override bool TryPlace(DistinctPlacement search, MatchContext context, Scope scope)
    {
        if (
            Inner.Holds(context, scope.In(Fields.Title)) && Inner.TryPlace(search, context, scope.In(Fields.Title))
            || Inner.Holds(context, scope.In(Fields.Lead)) && Inner.TryPlace(search, context, scope.In(Fields.Lead))
        )
            return true;
        if (!HoldsOfSome(context, scope))
            return false;
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
        if (Inner.Holds(context, scope.In(Fields.Title)))
            Inner.Highlight(context, scope.In(Fields.Title), highlights);
        if (Inner.Holds(context, scope.In(Fields.Lead)))
            Inner.Highlight(context, scope.In(Fields.Lead), highlights);
        foreach (var sentence in context.Sentences)
        {
            var within = scope.Within(sentence);
            if (Inner.Holds(context, within))
                Inner.Highlight(context, within, highlights);
        }
    }

    public override IEnumerable<string> Missing(MatchContext context, Scope scope) =>
        Inner.Holds(context, scope)
            ? [$"needs {Inside(Inner.Spoken)} in the title or lead, or in two sentences; it stands in passing"]
            : Inner.Missing(context, scope);

    private bool HoldsOfSome(MatchContext context, Scope scope)
    {
        var holding = 0;
        foreach (var sentence in context.Sentences)
        {
            if (Inner.Holds(context, scope.Within(sentence)) && ++holding == Sentences)
                return true;
        }
        return false;
    }
}
