using AlertBot.Feeds;

namespace AlertBot.Rules;

/// <summary>The parts of an entry a condition looks at.</summary>
internal readonly record struct FieldSet(int Bits)
{
    public static readonly FieldSet Whole = new(0b111);

    public bool Has(Field field) => (Bits & (1 << (int)field)) != 0;

    public FieldSet Only(IReadOnlyList<Field> fields) => new(Bits & fields.Aggregate(0, (bits, field) => bits | (1 << (int)field)));

    /// <summary><c> in title</c>, or nothing when it is the whole entry.</summary>
    public string Where()
    {
        var self = this;
        return self == Whole ? "" : $" in {string.Join(" or ", Enum.GetValues<Field>().Where(self.Has).Select(f => f.ToString().ToLowerInvariant()))}";
    }
}
