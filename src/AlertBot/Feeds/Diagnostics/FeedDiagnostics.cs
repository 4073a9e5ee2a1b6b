using AlertBot.Feeds.Entries;
using AlertBot.Feeds.Fetching;
using AlertBot.Feeds.Health;
using AlertBot.Feeds.Lists;
using AlertBot.Feeds.Parsing;
using AlertBot.Feeds.Scheduling;
using AlertBot.Feeds.WebSub;
using AlertBot.Runtime;

namespace AlertBot.Feeds.Diagnostics;

/// <summary>
/// Looks at one feed as a doctor would: what the server says, what the document is, what was wrong with it, what to do.
/// </summary>
internal sealed class FeedDiagnostics(
    HttpFetcher pages,
    FeedDiscovery discovery,
    PollScheduler scheduler,
    DocumentReader documents,
    TimeProvider clock,
    IOptions<FeedsOptions> options
)
{
    /// <param name="url">The feed, or a page of its site.</param>
    /// <param name="known">What the store knows of the feed, where it does.</param>
    /// <param name="ct">Cancels.</param>
    /// <param name="access">What feeds.yaml says its server asks for.</param>
    public async Task<FeedDiagnosis> ExamineAsync(
        Uri url,
        FeedHealth? known,
        CancellationToken ct,
        FeedAccess? access = null
    )
    {
        var fetch = await pages.GetAsync(url, FeedPoller.Accepted, ct, access: access);
        if (fetch is not Fetch.Page page)
            return new FeedDiagnosis(
                url,
                Verdict.Broken,
                [new Finding("answer", ((Fetch.Failed)fetch).Why, IsWrong: true)]
            );
        var findings = AnswerFindings.List(page, url).ToList();
        if (!page.IsFine)
            return new FeedDiagnosis(url, Verdict.Broken, findings);
        try
        {
            var feed = new Feed
            {
                Id = 0,
                Url = page.Url,
                Publisher = url.Host,
            };
            var reading = await documents.ReadAsync(
                () =>
                {
                    var parsed = FeedDocument.Parse(page.Bytes, page.Charset, options.Value.MaxEntries);
                    return Tuple.Create(parsed, FeedDocument.Entries(parsed, feed));
                },
                ct
            );
            if (reading.Result is not var (document, entries))
            {
                findings.Add(new Finding("document", new Poll.TooCostly(documents.Budget).Why, IsWrong: true));
                return new FeedDiagnosis(url, Verdict.Broken, findings);
            }
            if (IsStuck(page, known))
                findings.Add(
                    new Finding(
                        "caching",
                        "its ETag or Last-Modified stays the same though its entries change; the whole document is "
                            + "asked for at each poll",
                        IsWrong: true
                    )
                );
            return await OfDocumentAsync(url, access, page, feed, (document, entries), findings, ct);
        }
        catch (FeedFormatException e)
        {
            findings.Add(new Finding("document", e.Message, IsWrong: true));
            return new FeedDiagnosis(url, Verdict.Broken, findings) { Found = await discovery.DiscoverAsync(page, ct) };
        }
    }

    private async Task<FeedDiagnosis> OfDocumentAsync(
        Uri url,
        FeedAccess? access,
        Fetch.Page page,
        Feed feed,
        (ParsedFeed Document, IReadOnlyList<Entry> Entries) reading,
        List<Finding> findings,
        CancellationToken ct
    )
    {
        var now = clock.GetUtcNow();
        var (document, read) = reading;
        findings.Add(
            new Finding(
                "document",
                $"{document.Dialect}, \"{document.Title}\", "
                    + Terminal.Count(document.Entries.Count, "entry", "entries")
            )
        );
        if (document.LeftOut > 0)
            findings.Add(
                new Finding(
                    "entries",
                    $"{document.LeftOut} more are listed and left out: the newest {document.Entries.Count} are "
                        + "read (Feeds:MaxEntries)",
                    IsWrong: true
                )
            );
        findings.Add(AnswerFindings.Charset(page, document));
        if (document.Repairs != FeedRepairs.None)
            findings.Add(new Finding("put right", RepairDescriptions.Describe(document.Repairs), IsWrong: true));
        findings.AddRange(EntryFindings.List(document.Entries, read, now));
        findings.Add(await CachingAsync(url, access, page, ct));
        findings.Add(Rhythm(feed, document, read, now));
        if (HubOffer.Find(page.Link, document.HubLinks, page.Url) is { } offer)
            findings.Add(
                new Finding(
                    "hub",
                    $"{offer.Hub.Host} tells of its news at once, where Feeds:WebSub:PublicUrl is set (WebSub)"
                )
            );
        return new FeedDiagnosis(url, findings.Exists(f => f.IsWrong) ? Verdict.Readable : Verdict.Fine, findings)
        {
            Entries = read.Count,
            Newest = read.Max(e => e.Published),
        };
    }

    /// <summary>Seen by the polls, or now: another document under the validator of the last one.</summary>
    private static bool IsStuck(Fetch.Page page, FeedHealth? known) =>
        known is { IsValidatorStuck: true }
        || (
            known is { BodyKey: { } key, ETag: { } tag }
            && tag == page.ETag
            && !tag.StartsWith("W/", StringComparison.Ordinal)
            && key != EntryIdentity.Key(page.Bytes)
        );

    /// <summary>Asks once more, as the next poll would.</summary>
    private async Task<Finding> CachingAsync(Uri url, FeedAccess? access, Fetch.Page page, CancellationToken ct)
    {
        if (page.ETag is null && page.LastModified is null)
            return new Finding("caching", "no ETag and no Last-Modified: every poll fetches the whole document");
        var again = await pages.GetAsync(
            url.UserInfo.Length > 0 || access is not null ? url : page.Url,
            FeedPoller.Accepted,
            ct,
            page.ETag,
            page.LastModified,
            access
        );
        return again is Fetch.Page { Status: System.Net.HttpStatusCode.NotModified }
            ? new Finding("caching", "asked again, it answered \"not modified\" (304)")
            : new Finding(
                "caching",
                "it gives an ETag or a date, yet sent the whole document when asked again with it"
            );
    }

    private Finding Rhythm(Feed feed, ParsedFeed document, IReadOnlyList<Entry> read, DateTimeOffset now)
    {
        var pace = PublicationRate.EstimateAfter(feed, 0, read, now);
        var pause = PollingHints.Parse(document.Channel?.Element).Pause;
        var newest = read.Max(e => e.Published);
        // As NextPoll bounds a document's wish.
        var bounded = pause < options.Value.LongestInterval ? pause : options.Value.LongestInterval;
        var interval = scheduler.IntervalOf(feed with { Pace = pace, LastNew = newest }, now);
        var usual = pace is { } known ? $"an entry every {Spoken(known)}; " : "";
        var asked = pause > TimeSpan.Zero ? $"; the document asks for {Spoken(pause)}" : "";
        return new Finding(
            "rhythm",
            $"{usual}polled every {Spoken(bounded > interval ? bounded : interval)} unless feeds.yaml says "
                + $"otherwise{asked}"
        );
    }

    private static string Spoken(TimeSpan time) =>
        time.TotalDays >= 2 ? $"{time.TotalDays:0.#} days"
        : time.TotalHours >= 2 ? $"{time.TotalHours:0.#} h"
        : $"{time.TotalMinutes:0} min";
}
