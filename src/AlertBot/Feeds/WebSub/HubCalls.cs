using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace AlertBot.Feeds.WebSub;

/// <summary>
/// Answers hubs: their questions whether a subscription is meant (WebSub, section 5.3), and their news (section 7).
/// News whose signature is right makes its feed due; the entries come by the poll, so that a hub can bring nothing into
/// the bot that the feed does not hold.
/// </summary>
internal sealed class HubCalls(WebSubStore store, IOptions<FeedsOptions> options, ILogger<HubCalls> log)
{
    /// <summary>What a hub that names none is taken to mean, and the bounds of what it may.</summary>
    private static readonly TimeSpan ShortestLease = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan LongestLease = TimeSpan.FromDays(30);

    /// <summary>What to send back; null where the question is about nothing that was asked for.</summary>
    public async Task<string?> VerifyAsync(string path, HubQuestion question, CancellationToken ct)
    {
        if (await store.FindAsync(path, ct) is not { } subscription || question.Topic != subscription.Topic)
            return null;
        switch (question.Mode)
        {
            case "subscribe" when subscription.IsWanted && question.Challenge is not null:
                if (subscription.LeaseUntil is null)
                    log.HubTells(subscription.FeedId, subscription.Publisher, subscription.HubHost);
                await store.ConfirmAsync(subscription, LeaseOf(question.LeaseSeconds), ct);
                return question.Challenge;
            case "unsubscribe" when !subscription.IsWanted && question.Challenge is not null:
                await store.EndAsync(subscription, ct);
                return question.Challenge;
            case "denied":
                log.HubDenied(subscription.FeedId, subscription.Publisher, subscription.HubHost);
                await store.DenyAsync(subscription, ct);
                return "";
            default:
                return null;
        }
    }

    /// <summary>
    /// False where nobody is subscribed there, which ends the hub's telling. News that is too long or not signed with
    /// the secret is passed over, and the hub does not learn of it (section 8).
    /// </summary>
    /// <param name="path">The last part of the address that was called.</param>
    /// <param name="signature">The header <c>X-Hub-Signature</c>.</param>
    /// <param name="body">What the hub sends.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<bool> TakeAsync(string path, string? signature, Stream body, CancellationToken ct)
    {
        if (await store.FindAsync(path, ct) is not { Secret: { } secret } subscription)
            return false;
        if (await IsSignedAsync(secret, signature, body, ct))
            await store.PushedAsync(subscription, ct);
        else
            log.PushRefused(subscription.FeedId, subscription.Publisher);
        return true;
    }

    private async Task<bool> IsSignedAsync(string secret, string? signature, Stream body, CancellationToken ct)
    {
        var parts = (signature ?? "").Split('=', 2, StringSplitOptions.TrimEntries);
        if (parts.Length < 2 || AlgorithmOf(parts[0]) is not { } algorithm)
            return false;
        using var hash = IncrementalHash.CreateHMAC(algorithm, Encoding.UTF8.GetBytes(secret));
        var buffer = ArrayPool<byte>.Shared.Rent(16_384);
        try
        {
            var left = options.Value.MaxBodyBytes;
            while (await body.ReadAsync(buffer, ct) is > 0 and var read)
            {
                left -= read;
                if (left < 0)
                    return false;
                hash.AppendData(buffer, 0, read);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
        return CryptographicOperations.FixedTimeEquals(
            Encoding.ASCII.GetBytes(Convert.ToHexStringLower(hash.GetHashAndReset())),
            Encoding.ASCII.GetBytes(parts[1].ToLowerInvariant())
        );
    }

    private static HashAlgorithmName? AlgorithmOf(string method) =>
        method.ToLowerInvariant() switch
        {
            "sha1" => HashAlgorithmName.SHA1,
            "sha256" => HashAlgorithmName.SHA256,
            "sha384" => HashAlgorithmName.SHA384,
            "sha512" => HashAlgorithmName.SHA512,
            _ => null,
        };

    private static TimeSpan LeaseOf(string? seconds) =>
        !long.TryParse(seconds, NumberStyles.None, CultureInfo.InvariantCulture, out var given) ? WebSubscriber.Lease
        : given < ShortestLease.TotalSeconds ? ShortestLease
        : given > LongestLease.TotalSeconds ? LongestLease
        : TimeSpan.FromSeconds(given);
}

/// <summary>The parameters <c>hub.…</c> of a hub's question; null for those that are missing.</summary>
internal sealed record HubQuestion(string? Mode, string? Topic, string? Challenge, string? LeaseSeconds);
