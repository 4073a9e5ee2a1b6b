namespace AlertBot.Feeds.Fetching;

/// <summary>
/// How far the ETag and Last-Modified of a feed are trusted. Some servers send the same ones for ever and answer "not
/// modified" to whoever sends them back: a feed asked with conditions alone would never be read again.
/// </summary>
/// <param name="WholeAt">When the whole document came last; null before the first.</param>
/// <param name="Unmodified">Polls in a row since then that were answered by 304.</param>
/// <param name="Most">How many are borne before the whole document is asked for; 0 where the validator is known to stay
/// though the document changes.</param>
internal readonly record struct ValidatorTrust(DateTimeOffset? WholeAt, int Unmodified, int Most)
{
    /// <summary>Of a feed not polled yet: its first "not modified" is looked into.</summary>
    public static readonly ValidatorTrust New = new(null, 0, 1);

    /// <summary>However well it is trusted.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    /// <summary>At a poll each quarter of an hour, the day is reached before.</summary>
    private const int MostBorne = 64;

    /// <summary>Whether the validator was seen to stay the same though the document had changed.</summary>
    public bool IsStuck => Most == 0;

    /// <summary>Whether the next poll may set conditions.</summary>
    public bool MayAskConditionally(DateTimeOffset now) =>
        !IsStuck && Unmodified < Most && (WholeAt is not { } whole || now - whole < Longest);

    public ValidatorTrust AfterUnmodified() => this with { Unmodified = Unmodified + 1 };

    /// <summary>
    /// After a whole document. One that says what the 304s before it had said, or that came with another validator,
    /// earns its server twice the trust.
    /// </summary>
    /// <param name="now">When it came.</param>
    /// <param name="isSame">Whether its validator is the one stored.</param>
    public ValidatorTrust AfterWhole(DateTimeOffset now, bool isSame) =>
        IsStuck && isSame
            ? this with
            {
                WholeAt = now,
                Unmodified = 0,
            }
            : new ValidatorTrust(
                now,
                0,
                IsStuck || WholeAt is null ? 1
                    : Unmodified > 0 || !isSame ? Math.Min(Most * 2, MostBorne)
                    : Most
            );
}
