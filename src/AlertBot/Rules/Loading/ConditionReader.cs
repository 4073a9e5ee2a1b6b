using AlertBot.Configuration;
using AlertBot.Rules.Conditions;
using AlertBot.Rules.Matching;

namespace AlertBot.Rules.Loading;

/// <summary>
/// Turns a rule's <c>when</c> into a <see cref="Condition"/>, reporting what is wrong with it on the way.
/// </summary>
internal sealed class ConditionReader(ConceptBook concepts, DiagnosticBag diagnostics)
{
    private const int WidestNear = 100;

    /// <summary>In one rule; those that ship have some dozens.</summary>
    private const int MostConditions = 1000;

    private const int MostNears = 50;
    private const int MostInNear = 24;
    private const int MostNearsInside = 3;

    private int _conditions;
    private int _nears;
    private int _nearsAround;

    /// <summary>The condition, or null when nothing of it could be read.</summary>
    public Condition? Build(WhenEntry when)
    {
        (_conditions, _nears) = (0, 0);
        return Build(when, Fields.All);
    }

    private Condition? Build(WhenEntry when, Fields scope)
    {
        if (++_conditions > MostConditions)
        {
            if (_conditions == MostConditions + 1)
                diagnostics.Add(
                    when.Place,
                    $"more than {MostConditions} conditions in one rule; make concepts of them"
                );
            return null;
        }
        if (when.Concept is { } name)
            return concepts.Find(name, when.Place) is { } concept
                ? new ConceptCondition(concept, name, when.Place)
                : null;
        var keys = when.Keys!;
        var inner = Narrow(scope, keys.In);
        var parts = new List<Condition>();
        void Put(Condition? part)
        {
            if (part is not null)
                parts.Add(part);
        }

        Put(ReadList(keys.Any, inner, items => new AnyCondition(items)));
        Put(ReadList(keys.All, inner, items => new AllCondition(items)));
        Put(ReadList(keys.None, inner, NoneCondition.Create));
        Put(ReadNear(keys.Near, inner));
        Put(ReadAtLeast(keys, when.Place, inner));
        Put(ReadAtLeastMembers(keys));
        Put(keys.Sentence is { } sentence && Build(sentence, inner) is { } one ? new SentenceCondition(one) : null);
        Put(keys.About is { } about && Build(about, inner) is { } matter ? new AboutCondition(matter) : null);
        if (keys.State is { } state)
            Put(ReadState(state, alone: parts.Count == 0));
        if (!AsksAnything(keys))
            diagnostics.Add(when.Place, "a condition needs any:, all:, none:, near:, sentence:, about: or at-least:");
        return Combine(parts, keys.In?.Value.Fields);
    }

    private StateCondition? ReadState(Located<string> state, bool alone)
    {
        if (alone)
            diagnostics.Add(state.Place, "state: stands beside the words it is about; add any:, all: or near:");
        if (StateCondition.States.Contains(state.Value))
            return new StateCondition(state.Value);
        diagnostics.Add(
            state.Place,
            $"there is no state \"{state.Value}\"{Suggestion.For(state.Value, StateCondition.States)}"
        );
        return null;
    }

    private static Condition? Combine(List<Condition> parts, Fields? only)
    {
        if (parts.Count == 0)
            return null;
        var whole = parts.Count == 1 ? parts[0] : new AllCondition(parts);
        return only is { } fields ? new FieldCondition(fields, whole) : whole;
    }

    private Fields Narrow(Fields scope, Located<FieldList>? only)
    {
        if (only is not { } list)
            return scope;
        if ((scope & list.Value.Fields) == Fields.None)
            diagnostics.Add(list.Place, "this can never match: the condition around it looks at other fields only");
        return scope & list.Value.Fields;
    }

    private Condition? ReadList(
        Located<IReadOnlyList<WhenEntry>>? list,
        Fields scope,
        Func<List<Condition>, Condition> combine
    )
    {
        if (list is not { } entries)
            return null;
        if (entries.Value.Count == 0)
            diagnostics.Add(entries.Place, "an empty list");
        var items = entries.Value.Select(item => Build(item, scope)).OfType<Condition>().ToList();
        return items.Count == 0 ? null : combine(items);
    }

    private Condition? ReadNear(Located<NearEntry>? entry, Fields scope)
    {
        if (entry is not { } near)
            return null;
        var (all, within) = (near.Value.All, near.Value.Within);
        if (within.Words is < 1 or > WidestNear)
            diagnostics.Add(
                within.Place,
                $"within: {within.Words} is out of range; 1 to {WidestNear} words, or sentence"
            );
        if (++_nears > MostNears || all.Value.Count > MostInNear || _nearsAround >= MostNearsInside)
        {
            diagnostics.Add(
                all.Place,
                $"near: takes {MostInNear} items, {MostNearsInside} levels and {MostNears} times in one rule at most"
            );
            return null;
        }
        foreach (var item in all.Value)
            CheckNearItem(item);
        _nearsAround++;
        var read = ReadList(all, scope, items =>
        {
            var nearCondition = new NearCondition(within.Words, items);
            if (nearCondition.Items.Count < 2 && items.Count == all.Value.Count)
                diagnostics.Add(all.Place, "near: needs at least two different concepts");
            return nearCondition;
        });
        _nearsAround--;
        return read;
    }

    /// <summary>Only what stands somewhere can be near: a concept, one of several, or a near itself.</summary>
    private void CheckNearItem(WhenEntry item)
    {
        if (
            item.Keys is { All: null, None: null, AtLeast: null, In: null, Any: var any, Near: var near }
            && item.Keys is { Of: null, OfMembers: null, Sentence: null, About: null }
            && any is null != near is null
        )
        {
            foreach (var inner in any?.Value ?? [])
                CheckNearItem(inner);
        }
        else if (item.Keys is not null)
        {
            diagnostics.Add(
                item.Place,
                "near: takes names of concepts, any: [names], or a near: of its own; write in: beside the near:"
            );
        }
    }

    private Condition? ReadAtLeast(WhenKeys keys, SourceLocation location, Fields scope)
    {
        if (keys.AtLeast is null != (keys.Of is null && keys.OfMembers is null))
            diagnostics.Add(
                keys.AtLeast?.Place ?? keys.Of?.Place ?? keys.OfMembers?.Place ?? location,
                keys.OfMembers is null ? "at-least: and of: go together" : "at-least: and of-members: go together"
            );
        if (keys is { Of: not null, OfMembers: { } group })
            diagnostics.Add(group.Place, "at-least: counts of: or of-members:; write two conditions");
        if (keys is not { AtLeast: { } count, Of: { } items })
            return null;
        if (count.Value < 1)
            diagnostics.Add(count.Place, $"at-least: {count.Value} is out of range; 1 or more");
        return ReadList(items, scope, list =>
        {
            var atLeastCondition = new AtLeastCondition(Math.Max(1, count.Value), list);
            if (count.Value > items.Value.Count)
                diagnostics.Add(count.Place, $"at-least: {count.Value} of {items.Value.Count} can never hold");
            else if (count.Value > atLeastCondition.Items.Count && list.Count == items.Value.Count)
                diagnostics.Add(
                    count.Place,
                    $"at-least: {count.Value} of {atLeastCondition.Items.Count} can never hold; one stands twice in of:"
                );
            return atLeastCondition;
        });
    }

    private AtLeastMembersCondition? ReadAtLeastMembers(WhenKeys keys)
    {
        if (keys is not { AtLeast: { } count, OfMembers: { } group, Of: null })
            return null;
        if (concepts.Find(group.Value, group.Place) is not { } concept)
            return null;
        var members = concepts.MembersOf(concept);
        if (members.Count < 2)
            diagnostics.Add(
                group.Place,
                $"of-members: \"{group.Value}\" is no group; give it any: or members by member-of:"
            );
        else if (count.Value < 1)
            diagnostics.Add(count.Place, $"at-least: {count.Value} is out of range; 1 or more");
        else if (count.Value > members.Count)
            diagnostics.Add(count.Place, $"at-least: {count.Value} of {members.Count} members can never hold");
        return new AtLeastMembersCondition(
            Math.Max(1, count.Value),
            new ConceptCondition(concept, group.Value, group.Place),
            members.Select(member => (member, (IEnumerable<int>)concepts.WithParts(member)))
        );
    }

    private static bool AsksAnything(WhenKeys keys) =>
        keys
            is not {
                Any: null,
                All: null,
                None: null,
                Near: null,
                AtLeast: null,
                Of: null,
                OfMembers: null,
                Sentence: null,
                About: null,
                State: null
            };
}
