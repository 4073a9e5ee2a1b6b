using System.Globalization;
using AlertBot.Feeds.Fetching;
using AlertBot.Feeds.Lists;
using AlertBot.Feeds.Parsing;
using AlertBot.Feeds.Parsing.Encodings;

namespace AlertBot.Feeds.Diagnostics;

/// <summary>What is to be said of a server's answer, before its document is looked at.</summary>
internal static class AnswerFindings
{
    private static readonly TimeSpan Slow = TimeSpan.FromSeconds(10);

    public static IEnumerable<Finding> List(Fetch.Page page, Uri asked)
    {
        foreach (var redirect in page.Redirects)
            yield return new Finding(
                "redirect",
                $"{(int)redirect.Status} to {ShownAddress.Redact(redirect.Target)}"
                    + $"{(redirect.IsPermanent ? ", for good: put that address into feeds.yaml" : ", for now")}",
                redirect.IsPermanent
            );
        var size = page.Bytes.Length < 10_000 ? $"{page.Bytes.Length} bytes" : $"{page.Bytes.Length / 1000} KB";
        yield return new Finding(
            "answer",
            string.Create(
                CultureInfo.InvariantCulture,
                $"HTTP {(int)page.Status}, {page.MediaType ?? "no type"}, {size} in "
                    + $"{page.Took.TotalSeconds:0.0} s{What(page)}"
            ),
            !page.IsFine
        );
        foreach (var finding in Mended(page))
            yield return finding;
        if (page.Took > Slow)
            yield return new Finding("answer", "slow; a poll gives up after Feeds:Timeout", IsWrong: true);
        if (page.RetryAt is { } until)
            yield return new Finding("answer", $"it asks to be left alone until {until:yyyy-MM-dd HH:mm} UTC");
        if (page.GoodUntil is { } good)
            yield return new Finding("caching", $"current until {good:yyyy-MM-dd HH:mm} UTC by the server's own rules");
        if (asked.UserInfo.Length > 0)
            yield return new Finding(
                "address",
                "it holds a password: keep feeds.yaml from others; it is sent to this host alone and never printed"
            );
        if (asked.Scheme == "http" && page.Url.Scheme == "http")
            yield return new Finding("address", "http: anyone between can change what is told; try https");
    }

    /// <summary>What .NET or a strict client refuses, and curl and browsers read.</summary>
    private static IEnumerable<Finding> Mended(Fetch.Page page)
    {
        if (page.BodyFaults.HasFlag(BodyFaults.EndedEarly))
            yield return new Finding(
                "answer",
                "the connection ended before the length that was announced; a document is read if it is whole to "
                    + "its closing tag",
                IsWrong: true
            );
        if (page.BodyFaults.HasFlag(BodyFaults.Damaged))
            yield return new Finding(
                "answer",
                $"compressed ({page.ContentEncoding ?? "without saying so"}), and damaged at its end; a document "
                    + "is read if it is whole to its closing tag",
                IsWrong: true
            );
        if (page.BodyFaults.HasFlag(BodyFaults.WrongEncoding))
            yield return new Finding(
                "answer",
                $"the header says Content-Encoding: {page.ContentEncoding}, and the body is not so packed; it is "
                    + "read as it is",
                IsWrong: true
            );
        if (page.HasMendedHeaders)
            yield return new Finding(
                "answer",
                "some of its header lines are not legal HTTP; they were put right or passed over",
                IsWrong: true
            );
    }

    /// <summary>The charset that was used, and whether another was declared.</summary>
    public static Finding Charset(Fetch.Page page, ParsedFeed document)
    {
        var how = document.CharsetSource switch
        {
            CharsetSource.Mark => "by its byte-order mark",
            CharsetSource.ZeroBytes or CharsetSource.Bytes => "by its bytes",
            CharsetSource.Header => "by the HTTP header",
            CharsetSource.Declaration => "by its declaration",
            CharsetSource.Detection => "guessed from its letters",
            _ => "for want of any word about it",
        };
        var isContradicted =
            page.Charset is { } named
            && !named.Trim('"').Equals(document.Charset, StringComparison.OrdinalIgnoreCase)
            && document.CharsetSource is not CharsetSource.Header;
        return new Finding(
            "charset",
            $"{document.Charset}, {how}{(isContradicted ? $"; the HTTP header says {page.Charset}" : "")}",
            document.CharsetSource is CharsetSource.Detection or CharsetSource.Fallback || isContradicted
        );
    }

    /// <summary>What an operator can do about a status.</summary>
    private static string What(Fetch.Page page) =>
        (int)page.Status switch
        {
            200 or 203 => "",
            401 => ": it asks for a user and a password, or does not take those it was sent (auth: in feeds.yaml)",
            403 => ": the server does not let us in; it may refuse programs, so ask its publisher "
                + "(Feeds:Contact tells who we are)",
            404 => ": nothing lies there any more; look for the feed on the site",
            410 => ": the feed has ended; take it out of feeds.yaml",
            429 => ": asked too often; set a longer every: for it",
            >= 500 => ": the server has a fault; it is asked again, ever more rarely",
            _ => "",
        };
}
