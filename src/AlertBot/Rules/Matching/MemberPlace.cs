namespace AlertBot.Rules.Matching;

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
