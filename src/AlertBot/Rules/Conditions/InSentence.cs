using AlertBot.Rules.Matching;

namespace AlertBot.Rules.Conditions;

/// <summary><c>sentence: {…}</c>: the condition holds of one sentence by itself.</summary>
internal sealed class InSentence(Condition condition) : Scoped(condition)
{
    public override string Description => $"sentence: {{{Inner}}}";

    public override string Spoken => $"{Inside(Inner.Spoken)} in one sentence";

    public override bool Holds(Reading reading, Scope scope)
    {
        if (!Inner.MayHold(reading, scope))
            return false;
        foreach (var sentence in reading.Sentences)
        {
            if (Inner.Holds(reading, scope.Within(sentence)))
                return true;
        }
        return false;
    }

    public override bool MayHold(Reading reading, Scope scope) => Inner.MayHold(reading, scope);

    public override bool TryPlace(Apart search, Reading reading, Scope scope)
    {
        foreach (var sentence in reading.Sentences)
        {
            var within = scope.Within(sentence);
            if (Inner.Holds(reading, within) && Inner.TryPlace(search, reading, within))
                return true;
        }
        return false;
    }

    public override void Mark(Reading reading, Scope scope, List<Occurrence> marks)
    {
        foreach (var sentence in reading.Sentences)
        {
            var within = scope.Within(sentence);
            if (Inner.Holds(reading, within))
                Inner.Mark(reading, within, marks);
        }
    }

    public override IEnumerable<string> Missing(Reading reading, Scope scope) =>
        Inner.Holds(reading, scope)
            ? [$"needs {Spoken}{FieldNames.In(scope.Fields)}; it stands in several"]
            : Inner.Missing(reading, scope);
}
