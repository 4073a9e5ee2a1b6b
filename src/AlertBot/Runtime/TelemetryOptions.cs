namespace AlertBot.Runtime;

/// <summary>
/// Where traces go; section <c>Telemetry</c>, checked at start. Figures need no setting: they are read from the page's
/// <c>/metrics</c>.
/// </summary>
internal sealed record TelemetryOptions
{
    /// <summary>
    /// A collector's address for OTLP over HTTP, such as <c>http://localhost:4318</c>; empty: nothing is traced.
    /// </summary>
    public string OtlpEndpoint { get; init; } = "";

    /// <summary>Where it takes traces; null when there is no such address.</summary>
    public Uri? Traces =>
        Uri.TryCreate(OtlpEndpoint, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
            ? new Uri(OtlpEndpoint.TrimEnd('/') + "/v1/traces")
            : null;

    /// <summary>What is wrong with the settings, and what to change; null when nothing is.</summary>
    public string? Fault =>
        OtlpEndpoint.Length > 0 && Traces is null
            ? $"Telemetry:OtlpEndpoint is \"{OtlpEndpoint}\"; write the address of a collector that takes "
                + "OTLP over HTTP, such as http://localhost:4318, or nothing"
            : null;
}
