namespace AlertBot.Web.Pages.Map;

/// <summary>
/// A part of the world as it is drawn, in the equirectangular projection: degrees of longitude are as long as they are
/// on the standard parallel, degrees of latitude everywhere the same.
/// </summary>
/// <param name="Name">Of its outlines.</param>
/// <param name="West">Degrees of longitude.</param>
/// <param name="East">Degrees of longitude.</param>
/// <param name="South">Degrees of latitude.</param>
/// <param name="North">Degrees of latitude.</param>
/// <param name="Parallel">The standard parallel, in degrees.</param>
/// <param name="LargestCircle">The radius of the heaviest place's circle.</param>
internal sealed record MapView(
    string Name,
    double West,
    double East,
    double South,
    double North,
    double Parallel,
    double LargestCircle
)
{
    public const double Width = 1000;

    /// <summary>Libya and its neighbours.</summary>
    public static readonly MapView Region = new("region", 4, 37, 16, 38.5, 27, LargestCircle: 44);

    public static readonly MapView World = new("world", -170, 180, -56, 74, 30, LargestCircle: 18);

    private double PerDegree => Width / ((East - West) * Math.Cos(Parallel * Math.PI / 180));

    public double Height => (North - South) * PerDegree;

    /// <summary>Once around the world.</summary>
    public double Round => 360 * Width / (East - West);

    public (double X, double Y) Project(double latitude, double longitude) =>
        ((longitude - West) * Width / (East - West), (North - latitude) * PerDegree);

    public bool Contains(double latitude, double longitude) =>
        latitude > South && latitude < North && longitude > West && longitude < East;
}
