namespace AlertBot.Feeds.WebSub;

/// <summary>Whether hubs may tell of news; section <c>Feeds:WebSub</c>, checked at start.</summary>
internal sealed class WebSubOptions
{
    /// <summary>What is wrong where the settings are not sound, and what to change.</summary>
    public const string NoSite =
        "Feeds:WebSub:PublicUrl is no address of a site; write https://HOST, or https://HOST/PATH";

    /// <summary>
    /// Where hubs reach the web page (<c>https://alerts.example.org</c>), as a reverse proxy shows it to the world; no
    /// hub is subscribed to unless it is set.
    /// </summary>
    public Uri? PublicUrl { get; set; }

    /// <summary>Whether the address is that of a site, where one is set.</summary>
    public bool IsSound =>
        PublicUrl is null or { IsAbsoluteUri: true, Scheme: "http" or "https", Query: "", Fragment: "", UserInfo: "" };

    /// <summary>What the addresses that hubs call begin with; a subscription's own path follows.</summary>
    public string Callbacks => $"{PublicUrl!.AbsoluteUri.TrimEnd('/')}{WebSubStore.Folder}/";
}
