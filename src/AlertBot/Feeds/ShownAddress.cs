namespace AlertBot.Feeds;

/// <summary>Addresses as they are printed, and as they are asked.</summary>
internal static class ShownAddress
{
    /// <summary>The address with its password, where it holds one, as three stars.</summary>
    public static string Of(Uri url) =>
        url.UserInfo.Length == 0
            ? $"{url}"
            : $"{new UriBuilder(url) { UserName = url.UserInfo.Split(':', 2)[0], Password = "***" }.Uri}";

    /// <summary>Whether both have the same scheme, host and port: what is meant for one may go to the other.</summary>
    public static bool IsSameOrigin(Uri one, Uri other) =>
        one.Scheme == other.Scheme && one.Authority == other.Authority;

    /// <summary>The address without user and password.</summary>
    public static Uri WithoutUser(Uri url) =>
        url.UserInfo.Length == 0 ? url : new UriBuilder(url) { UserName = "", Password = "" }.Uri;
}
