namespace AlertBot.Stories;

/// <summary>Sides of the conflict that report a story, as feeds.yaml gives each feed its camp.</summary>
/// <param name="Count">Camps of its publishers.</param>
/// <param name="Unaligned">Publisher families among them that belong to no camp.</param>
/// <param name="Known">Camps of all feeds that are on; counted only where it matters, else 0.</param>
internal readonly record struct Camps(int Count, int Unaligned, int Known);
