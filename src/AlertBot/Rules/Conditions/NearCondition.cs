using AlertBot.Rules.Matching;

namespace AlertBot.Rules.Conditions;

/// <summary>
/// <c>near: {all: [a, b], within: 8}</c>: in one field, one of each on words of its own, and from the end of any to the
/// start of any later one at most that many words; <c>within: sentence</c> asks for one sentence, however long.
/// </summary>
/// <param name="within">The most words; null for the sentence.</param>
/// <param name="items">What stands near.</param>
internal sealed class NearCondition(int? within, IEnumerable<Condition> items) : CompositeCondition(items)
{
    public int? Within => within;

    public override string Description =>
        $"near: {Items[0]} within {Distance} of {string.Join(" and ", Items.Skip(1))}";

    public override string Spoken =>
        $"{Inside(Items[0].Spoken)} within {Distance} of "
        + string.Join(" and ", Items.Skip(1).Select(item => Inside(item.Spoken)));

    private string Distance => within is { } most ? $"{most} {(most == 1 ? "word" : "words")}" : "the sentence";

    public override bool Holds(MatchContext context, Scope scope)
    {
        var groups = context.Borrow();
        FindGroups(context, scope, groups, null);
        var holds = groups.Count > 0;
        context.GiveBack(groups);
        return holds;
    }

    public override bool MayHold(MatchContext context, Scope scope)
    {
        foreach (var item in Items)
        {
            if (!item.MayHold(context, scope))
                return false;
        }
        return true;
    }

    public override bool TryPlace(DistinctPlacement search, MatchContext context, Scope scope)
    {
        var groups = context.Borrow();
        FindGroups(context, scope, groups, search);
        var isPlaced = false;
        for (var group = 0; group < groups.Count && !isPlaced; group += Items.Count)
            isPlaced = search.TryTake(groups, group, Items.Count, context);
        context.GiveBack(groups);
        return isPlaced;
    }

    public override void Highlight(MatchContext context, Scope scope, List<Occurrence> highlights) =>
        FindGroups(context, scope, highlights, null);

    public override IEnumerable<string> Missing(MatchContext context, Scope scope)
    {
        var absent = Items.Where(item => PlacesOf(item, context, scope).Count == 0).ToList();
        var why =
            absent.Count == Items.Count ? ""
            : absent.Count > 0 ? $"; there is no {Join(" and no ", absent.Select(item => item.Spoken))}"
            : "; they stand farther apart";
        return [$"needs {Spoken}{FieldNames.In(scope.Fields)}{why}"];
    }

    /// <summary>
    /// For each occurrence that has all the others within reach after it, adds itself and the nearest of each: as many
    /// as there are items. With a search, on words that are free in it.
    /// </summary>
    private void FindGroups(MatchContext context, Scope scope, List<Occurrence> groups, DistinctPlacement? search)
    {
        var places = context.Borrow(); // of all items, one after the other
        Span<int> ends = stackalloc int[Items.Count];
        var isWhole = true;
        for (var item = 0; item < Items.Count && isWhole; item++)
        {
            var start = places.Count;
            AddPlaces(Items[item], context, scope, places);
            if (search is not null)
                DropTaken(places, start, search);
            places.Sort(start, places.Count - start, null);
            ends[item] = places.Count;
            isWhole = places.Count > start;
        }
        for (int item = 0, at = 0; item < Items.Count && isWhole; item++)
        {
            for (; at < ends[item]; at++)
            {
                var before = groups.Count;
                groups.Add(places[at]);
                if (!AddOthers(0, item, before, places, ends, context, groups))
                    groups.RemoveAt(before);
            }
        }
        context.GiveBack(places);
    }

    /// <summary>
    /// Adds the nearest of this and each later item to the group that begins with the place of <paramref
    /// name="first"/>; none where one is missing.
    /// </summary>
    private bool AddOthers(
        int item,
        int first,
        int group,
        List<Occurrence> places,
        ReadOnlySpan<int> ends,
        MatchContext context,
        List<Occurrence> groups
    )
    {
        if (item == first)
            item++;
        if (item == ends.Length)
            return true;
        for (var at = item == 0 ? 0 : ends[item - 1]; at < ends[item]; at++)
        {
            if (!IsNearAfter(groups[group], places[at], context) || !IsFree(places[at], group, groups))
                continue;
            groups.Add(places[at]);
            if (AddOthers(item + 1, first, group, places, ends, context, groups))
                return true;
            groups.RemoveAt(groups.Count - 1);
        }
        return false;
    }

    private static bool IsFree(Occurrence place, int group, List<Occurrence> groups)
    {
        for (var i = group; i < groups.Count; i++)
        {
            if (groups[i].Overlaps(place))
                return false;
        }
        return true;
    }

    private static void DropTaken(List<Occurrence> places, int start, DistinctPlacement search)
    {
        var kept = start;
        for (var i = start; i < places.Count; i++)
        {
            if (search.IsFree(places[i]))
                places[kept++] = places[i];
        }
        places.RemoveRange(kept, places.Count - kept);
    }

    private bool IsNearAfter(Occurrence first, Occurrence other, MatchContext context)
    {
        if (other.First < first.First)
            return false;
        return within is { } most
            ? other.First - first.Last <= most && context.Words[other.First].Field == context.Words[first.First].Field
            : context.SentenceOf(other.First) == context.SentenceOf(first.First);
    }

    private static List<Occurrence> PlacesOf(Condition item, MatchContext context, Scope scope)
    {
        var places = new List<Occurrence>();
        AddPlaces(item, context, scope, places);
        places.Sort();
        return places;
    }

    /// <summary>A near inside another stands where its words do, from the first to the last.</summary>
    private static void AddPlaces(Condition item, MatchContext context, Scope scope, List<Occurrence> places)
    {
        if (item is NearCondition nearCondition)
            nearCondition.AddStretches(context, scope, places);
        else if (item is AnyCondition any)
            AddPlacesOfAny(any, context, scope, places);
        else
            item.Highlight(context, scope, places);
    }

    private static void AddPlacesOfAny(AnyCondition any, MatchContext context, Scope scope, List<Occurrence> places)
    {
        foreach (var item in any.Items)
            AddPlaces(item, context, scope, places);
    }

    private void AddStretches(MatchContext context, Scope scope, List<Occurrence> places)
    {
        var groups = context.Borrow();
        FindGroups(context, scope, groups, null);
        for (var group = 0; group < groups.Count; group += Items.Count)
        {
            var stretch = groups[group];
            for (var i = group + 1; i < group + Items.Count; i++)
                stretch = new Occurrence(
                    Math.Min(stretch.First, groups[i].First),
                    Math.Max(stretch.Last, groups[i].Last)
                );
            places.Add(stretch);
        }
        context.GiveBack(groups);
    }
}
