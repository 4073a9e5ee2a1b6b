namespace AlertBot.Subscriptions.Sharing;

/// <summary>Shows alerts that are past as a subscription would have brought them.</summary>
internal interface IAlertPreview
{
    /// <summary>
    /// The alerts of these entries in plain text, each with its lines; those no longer stored are left out.
    /// </summary>
    Task<IReadOnlyList<string>> ComposeAsync(
        Subscription subscription,
        IReadOnlyList<long> entries,
        CancellationToken ct
    );
}
