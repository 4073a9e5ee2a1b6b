namespace AlertBot.Rules.Matching;

/// <summary>Where a concept stands: its first and last word, counted over the whole entry.</summary>
internal readonly record struct Occurrence(int First, int Last) : IComparable<Occurrence>
{
    public bool Overlaps(Occurrence other) => First <= other.Last && other.First <= Last;

    public int CompareTo(Occurrence other) =>
        First != other.First ? First.CompareTo(other.First) : Last.CompareTo(other.Last);
}
