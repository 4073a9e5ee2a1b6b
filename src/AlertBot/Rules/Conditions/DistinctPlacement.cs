using AlertBot.Rules.Matching;

namespace AlertBot.Rules.Conditions;

/// <summary>
/// Finds places for the parts of a condition such that no word serves two of them: in "acte de rébellion" the one
/// word is not both the rebels and the war around them. Each part is asked in turn (<see cref="Condition.TryPlace"/>)
/// to take a place and have the rest placed; where the rest finds none, it takes the next. Reused from entry to
/// entry.
/// </summary>
internal sealed class DistinctPlacement
{
    /// <summary>
    /// To place parts apart is a matching problem that grows with the product of their places, and a part may be a
    /// condition of its own; so the search is bounded. A rule of five parts with four places each has 1,024 ways, and
    /// of 18,000 real entries none took more than 33. Texts made to cost time end here, and their words are taken to
    /// stand apart: such an entry is told rather than lost (docs/rules.md, "Bounds").
    /// </summary>
    private const int MostTries = 2_000;

    private readonly List<(Condition Part, Scope Scope)> _open = [];
    private readonly List<Occurrence> _taken = [];
    private int _tries;

    public void Clear()
    {
        _open.Clear();
        _taken.Clear();
        _tries = 0;
    }

    /// <summary>Whether no part stands on a word of it yet.</summary>
    public bool IsFree(Occurrence occurrence)
    {
        foreach (var taken in _taken)
        {
            if (taken.Overlaps(occurrence))
                return false;
        }
        return true;
    }

    /// <summary>Places what is still open. What it changes it takes back when there is no place.</summary>
    public bool PlaceRest(MatchContext context)
    {
        if (_open.Count == 0 || ++_tries > MostTries)
            return true;
        var (part, scope) = _open[^1];
        _open.RemoveAt(_open.Count - 1);
        if (part.TryPlace(this, context, scope))
            return true;
        _open.Add((part, scope));
        return false;
    }

    /// <summary>Places these parts as well as what is still open.</summary>
    public bool PlaceAll(List<Condition> parts, MatchContext context, Scope scope)
    {
        var open = _open.Count;
        foreach (var part in parts)
        {
            if (part is AtLeastMembersCondition)
                _open.Add((part, scope)); // placed last: it can do with any of many
        }
        for (var i = parts.Count - 1; i >= 0; i--)
        {
            if (parts[i] is not AtLeastMembersCondition)
                _open.Add((parts[i], scope));
        }
        if (PlaceRest(context))
            return true;
        _open.RemoveRange(open, _open.Count - open);
        return false;
    }

    /// <summary>Places this part as well as what is still open.</summary>
    public bool PlaceAlso(Condition part, MatchContext context, Scope scope)
    {
        _open.Add((part, scope));
        if (PlaceRest(context))
            return true;
        _open.RemoveAt(_open.Count - 1);
        return false;
    }

    /// <summary>Takes a place and places what is still open.</summary>
    public bool TryTake(Occurrence place, MatchContext context)
    {
        _taken.Add(place);
        if (PlaceRest(context))
            return true;
        _taken.RemoveAt(_taken.Count - 1);
        return false;
    }

    /// <summary>Takes some of these places and places what is still open.</summary>
    public bool TryTake(List<Occurrence> places, int from, int count, MatchContext context)
    {
        var before = _taken.Count;
        for (var i = from; i < from + count; i++)
            _taken.Add(places[i]);
        if (PlaceRest(context))
            return true;
        _taken.RemoveRange(before, _taken.Count - before);
        return false;
    }
}
