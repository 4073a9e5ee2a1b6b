namespace AlertBot.Feeds.Lists;

/// <summary>Addresses as they are printed, and as they are asked.</summary>
internal static class ShownAddress
{
    /// <summary>The address with its password, where it holds one, as three stars.</summary>
    public static string Redact(Uri url) =>
        url.UserInfo.Length == 0
            ? $"{url}"
            : $"{new UriBuilder(url) { UserName = UserOf(url).User, Password = "***" }.Uri}";

    /// <summary>Whether both have the same scheme, host and port: what is meant for one may go to the other.</summary>
    public static bool IsSameOrigin(Uri one, Uri other) =>
        one.Scheme == other.Scheme && one.Authority == other.Authority;

    /// <summary>User and password as the address writes them, "" for what it does not hold.</summary>
    public static (string User, string Password) UserOf(Uri url) =>
        url.UserInfo.Split(':', 2) is [var user, var password] ? (user, password) : (url.UserInfo, "");

    /// <summary>The address without user and password.</summary>
    public static Uri WithoutUser(Uri url) =>
        url.UserInfo.Length == 0 ? url : new UriBuilder(url) { UserName = "", Password = "" }.Uri;
}
