namespace AlertBot.Web.Components;

/// <summary>Addresses that strangers name: only those of the web become links.</summary>
internal static class WebLink
{
    /// <summary>The address; null for one of another kind, or for none.</summary>
    public static string? Of(string? link) =>
        Uri.TryCreate(link, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" ? link : null;
}
