using AlertBot.Rules.Matching;

namespace AlertBot.Rules.Conditions;

/// <summary>
/// <c>at-least: 2</c> with <c>of-members: parties</c>: so many different concepts of those that the group is made of
/// stand in the text, each on words of its own. A list of four or more of them tells who was there or what else there
/// is in the region, so none of its members counts.
/// </summary>
internal sealed class AtLeastMembersCondition : Condition
{
    private const int LongList = 4;
    private const int ListGap = 2;

    private readonly int _count;
    private readonly ConceptCondition _group;

    // By word list, the members that its words belong to: few of hundreds stand in any text.
    private readonly Dictionary<int, List<int>> _membersBySource = [];

    /// <param name="count">How many.</param>
    /// <param name="group">The group.</param>
    /// <param name="members">The numbers of the concepts it is made of, and of all that these are made of.</param>
    public AtLeastMembersCondition(
        int count,
        ConceptCondition group,
        IEnumerable<(int Member, IEnumerable<int> Parts)> members
    )
    {
        (_count, _group) = (count, group);
        foreach (var (member, parts) in members)
        {
            foreach (var part in parts)
            {
                var source = Concept.WordsOf(part);
                if (!_membersBySource.TryGetValue(source, out var known))
                    _membersBySource.Add(source, known = []);
                known.Add(member);
            }
        }
    }

    public override string Description => $"at-least {_count} of-members: {_group}";

    public override string Spoken => $"{_count} different of {_group.Spoken}";

    public override IEnumerable<ConceptCondition> Concepts => [_group];

    public override bool Holds(MatchContext context, Scope scope)
    {
        var chosen = context.Borrow();
        Choose(chosen, context, scope, null);
        var holds = chosen.Count >= _count;
        context.GiveBack(chosen);
        return holds;
    }

    public override bool MayHold(MatchContext context, Scope scope) => Holds(context, scope);

    public override bool TryPlace(DistinctPlacement search, MatchContext context, Scope scope)
    {
        var chosen = context.Borrow();
        Choose(chosen, context, scope, search);
        var isPlaced = chosen.Count >= _count && search.TryTake(chosen, 0, chosen.Count, context);
        context.GiveBack(chosen);
        return isPlaced;
    }

    public override void Highlight(MatchContext context, Scope scope, List<Occurrence> highlights)
    {
        var places = context.BorrowMembers();
        Find(places, context, scope);
        foreach (var (place, _) in places)
            highlights.Add(place);
        context.GiveBack(places);
    }

    public override string Lacking(MatchContext context, Scope scope)
    {
        var chosen = new List<Occurrence>();
        Choose(chosen, context, scope, null);
        return chosen.Count == 0 ? Spoken : $"{_count - chosen.Count} more of {_group.Spoken}";
    }

    /// <summary>One place for each of as many members as are asked for, where there are so many.</summary>
    private void Choose(List<Occurrence> chosen, MatchContext context, Scope scope, DistinctPlacement? search)
    {
        var places = context.BorrowMembers();
        Find(places, context, scope);
        for (var i = 0; i < places.Count && chosen.Count < _count; i++)
        {
            if (IsKnown(places, i) || chosen.Count > 0 && chosen[^1].Overlaps(places[i].Place))
                continue;
            if (search is null || search.IsFree(places[i].Place))
                chosen.Add(places[i].Place);
            else
                places[i] = places[i] with { Member = -1 }; // the member may stand elsewhere
        }
        context.GiveBack(places);
    }

    private static bool IsKnown(List<MemberPlace> places, int at)
    {
        for (var i = 0; i < at; i++)
        {
            if (places[i].Member == places[at].Member)
                return true;
        }
        return false;
    }

    /// <summary>All places of members, without those inside a longer name and those in long lists.</summary>
    private void Find(List<MemberPlace> places, MatchContext context, Scope scope)
    {
        foreach (var source in context.Sources)
        {
            if (!_membersBySource.TryGetValue(source, out var members))
                continue;
            foreach (var member in members)
                AddPlaces(member, places, context, scope);
        }
        if (places.Count < _count)
            return;
        places.Sort();
        DropInner(places);
        DropLists(places);
    }

    private static void AddPlaces(int member, List<MemberPlace> places, MatchContext context, Scope scope)
    {
        foreach (var (_, known) in places)
        {
            if (known == member)
                return; // by another of its word lists
        }
        foreach (var occurrence in context.PlacesOf(member))
        {
            if (scope.Has(occurrence, context))
                places.Add(new MemberPlace(occurrence, member));
        }
    }

    /// <summary>"Sudan" in "South Sudan" is no place of Sudan.</summary>
    private static void DropInner(List<MemberPlace> places)
    {
        var kept = 0;
        var outer = new Occurrence(-1, -1);
        for (var i = 0; i < places.Count; i++)
        {
            var place = places[i].Place;
            if (place.Last <= outer.Last && place != outer)
                continue;
            outer = place;
            places[kept++] = places[i];
        }
        places.RemoveRange(kept, places.Count - kept);
    }

    private static void DropLists(List<MemberPlace> places)
    {
        for (var first = 0; first < places.Count; )
        {
            var end = first + 1;
            while (end < places.Count && places[end].Place.First - places[end - 1].Place.Last - 1 <= ListGap)
                end++;
            if (end - first >= LongList && CountMembers(places, first, end) >= LongList)
                places.RemoveRange(first, end - first);
            else
                first = end;
        }
    }

    private static int CountMembers(List<MemberPlace> places, int first, int end)
    {
        var members = 0;
        for (var i = first; i < end; i++)
        {
            var isNew = true;
            for (var before = first; before < i && isNew; before++)
                isNew = places[before].Member != places[i].Member;
            members += isNew ? 1 : 0;
        }
        return members;
    }
}
