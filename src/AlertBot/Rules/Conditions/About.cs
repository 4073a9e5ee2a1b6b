using AlertBot.Rules.Matching;

namespace AlertBot.Rules.Conditions;

/// <summary>
/// <c>about: {…}</c>: the condition holds of the headline, of the lead, or of two sentences of the text: what an entry
/// is about, not what it mentions.
/// </summary>
internal sealed class About(Condition condition) : Scoped(condition)
{
    private const int Sentences = 2;

    public override string Description => $"about: {{{Inner}}}";

    public override string Spoken => $"{Inside(Inner.Spoken)} as what it is about";

    public override bool Holds(Reading reading, Scope scope) =>
        Inner.MayHold(reading, scope)
        && (
            Inner.Holds(reading, scope.In(Fields.Title))
            || Inner.Holds(reading, scope.In(Fields.Lead))
            || HoldsOfSome(reading, scope)
        );

    public override bool MayHold(Reading reading, Scope scope) => Inner.MayHold(reading, scope);

    public override bool TryPlace(Apart search, Reading reading, Scope scope)
    {
        if (
            Inner.Holds(reading, scope.In(Fields.Title)) && Inner.TryPlace(search, reading, scope.In(Fields.Title))
            || Inner.Holds(reading, scope.In(Fields.Lead)) && Inner.TryPlace(search, reading, scope.In(Fields.Lead))
        )
            return true;
        if (!HoldsOfSome(reading, scope))
            return false;
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
        if (Inner.Holds(reading, scope.In(Fields.Title)))
            Inner.Mark(reading, scope.In(Fields.Title), marks);
        if (Inner.Holds(reading, scope.In(Fields.Lead)))
            Inner.Mark(reading, scope.In(Fields.Lead), marks);
        foreach (var sentence in reading.Sentences)
        {
            var within = scope.Within(sentence);
            if (Inner.Holds(reading, within))
                Inner.Mark(reading, within, marks);
        }
    }

    public override IEnumerable<string> Missing(Reading reading, Scope scope) =>
        Inner.Holds(reading, scope)
            ? [$"needs {Inside(Inner.Spoken)} in the title or lead, or in two sentences; it stands in passing"]
            : Inner.Missing(reading, scope);

    private bool HoldsOfSome(Reading reading, Scope scope)
    {
        var holding = 0;
        foreach (var sentence in reading.Sentences)
        {
            if (Inner.Holds(reading, scope.Within(sentence)) && ++holding == Sentences)
                return true;
        }
        return false;
    }
}
