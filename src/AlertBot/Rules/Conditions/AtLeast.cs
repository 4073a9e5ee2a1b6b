using AlertBot.Rules.Matching;

namespace AlertBot.Rules.Conditions;

/// <summary>
/// <c>at-least: 2</c> with <c>of: […]</c>. Each of those that count stands on words of its own.
/// </summary>
internal sealed class AtLeast(int count, IEnumerable<Condition> items) : Several(items)
{
    public int Count => count;

    public override string Description => $"at-least {count} of: [{List}]";

    public override string Spoken => $"{count} of {Join(", ", Items.Select(item => item.Spoken))}";

    public override bool Holds(Reading reading, Scope scope)
    {
        if (CountHolding(reading, scope) < count)
            return false;
        if (count < 2)
            return true;
        var search = reading.BorrowSearch();
        var isApart = TryPlace(search, reading, scope);
        reading.GiveBack(search);
        return isApart;
    }

    public override bool TryPlace(Apart search, Reading reading, Scope scope)
    {
        var chosen = reading.BorrowParts();
        var isPlaced = PlaceFrom(0, chosen, search, reading, scope);
        reading.GiveBack(chosen);
        return isPlaced;
    }

    public override string Lacking(Reading reading, Scope scope) =>
        CountHolding(reading, scope) >= count
            ? $"other words for each of {Spoken}"
            : $"{count - CountHolding(reading, scope)} more of "
                + Join(
                    ", ",
                    Items.Where(item => !item.Holds(reading, scope)).Select(item => item.Lacking(reading, scope))
                );

    /// <summary>Adds items from this one on to those chosen until they are enough, then places them.</summary>
    private bool PlaceFrom(int item, List<Condition> chosen, Apart search, Reading reading, Scope scope)
    {
        if (chosen.Count == count)
            return search.PlaceAll(chosen, reading, scope);
        for (; item < Items.Count; item++)
        {
            if (!Items[item].Holds(reading, scope))
                continue;
            chosen.Add(Items[item]);
            if (PlaceFrom(item + 1, chosen, search, reading, scope))
                return true;
            chosen.RemoveAt(chosen.Count - 1);
        }
        return false;
    }
}
