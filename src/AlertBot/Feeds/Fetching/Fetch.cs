using System.Net;

namespace AlertBot.Feeds.Fetching;

/// <summary>What a GET brought: an answer, whatever its status, or the reason why there is none.</summary>
internal abstract record Fetch
{
    private Fetch() { }

    public sealed record Page(Uri Url, HttpStatusCode Status, byte[] Bytes) : Fetch
    {
        public string? MediaType { get; init; }

        /// <summary>As the header names it.</summary>
        public string? Charset { get; init; }

        public string? ContentEncoding { get; init; }

        public BodyFaults BodyFaults { get; init; }

        /// <summary>Whether header lines were not legal and were put right or passed over.</summary>
        public bool HasMendedHeaders { get; init; }

        public IReadOnlyList<FeedRedirect> Redirects { get; init; } = [];

        public string? ETag { get; init; }

        public string? LastModified { get; init; }

        /// <summary>All <c>Link</c> headers.</summary>
        public string? Link { get; init; }

        public DateTimeOffset? GoodUntil { get; init; }

        public DateTimeOffset? RetryAt { get; init; }

        public TimeSpan Took { get; init; }

        public bool IsFine => Status is HttpStatusCode.OK or HttpStatusCode.NonAuthoritativeInformation;
    }

    public sealed record Failed(string Why) : Fetch;
}
