namespace AlertBot.Rules.Matching;

/// <summary>Where a concept stands: its first and last word, counted over the whole entry.</summary>
internal readonly record struct Occurrence(int First, int Last) : IComparable<Occurrence>
{
    public bool Overlaps(Occurrence other) => First <= other.Last && other.First <= Last;

    public int CompareTo(Occurrence other) =>
        First != other.First ? First.CompareTo(other.First) : Last.CompareTo(other.Last);
}

/// <summary>Where a member of a group stands; in the order of the text, of two at one word the longer first.</summary>
/// <param name="Place">Its words.</param>
/// <param name="Member">The concept's number.</param>
internal readonly record struct MemberPlace(Occurrence Place, int Member) : IComparable<MemberPlace>
{
    public int CompareTo(MemberPlace other) =>
        Place.First != other.Place.First ? Place.First.CompareTo(other.Place.First)
        : Place.Last != other.Place.Last ? other.Place.Last.CompareTo(Place.Last)
        : Member.CompareTo(other.Member);
}
