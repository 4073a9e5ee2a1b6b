using System.Globalization;
using AlertBot.Feeds.Parsing.Dates;
using AlertBot.Tests.Support;
using CsCheck;

namespace AlertBot.Tests.Feeds.Parsing;

/// <summary>The forms of dates in feeds, each read whole or not at all, whatever culture the process has.</summary>
public sealed class FeedDateTests
{
    private static readonly string[] Cultures = ["", "ar-SA", "fa-IR", "th-TH", "fr-DZ", "tr-TR"];

    public static TheoryData<string, string> Known =>
        new()
        {
            // RFC 822 and what became of it.
            { "Thu, 15 Jan 2026 09:00:00 +0200", "2026-01-15T07:00:00" },
            { "Mon, 15 Jan 2026 09:00:00 EST", "2026-01-15T14:00:00" },
            { "15 Jan 2026 09:00:00 GMT", "2026-01-15T09:00:00" },
            { "15 Jan 2026 09:00 GMT", "2026-01-15T09:00:00" },
            { "Thu, 15 Jan 26 09:00:00 UT", "2026-01-15T09:00:00" },
            { "Thu, 15 Jan 98 09:00:00 GMT", "1998-01-15T09:00:00" },
            { "Thu, 15 Jan 2026", "2026-01-15T00:00:00" },
            { "Thu, 15 January 2026 09:00:00 PDT", "2026-01-15T16:00:00" },
            { "Thursday, 15-Jan-26 09:00:00 GMT", "2026-01-15T09:00:00" },
            { "Thu,15 Jan 2026 09:00:00 -0330", "2026-01-15T12:30:00" },
            { "Thu, 15 Jan 2026 9:00:00 GMT", "2026-01-15T09:00:00" },
            { "Thu, 15 Jan 2026 24:00:00 GMT", "2026-01-16T00:00:00" },
            { "Sat, 31 Dec 2016 23:59:60 GMT", "2017-01-01T00:00:00" },
            { "Thu, 15 Jan 2026 09:00:00 +02:00", "2026-01-15T07:00:00" },
            { "Thu, 15 Jan 2026 09:00:00 GMT+2", "2026-01-15T07:00:00" },
            { "Thu, 15 Jan 2026 09:00:00 GMT+0200", "2026-01-15T07:00:00" },
            { "Thu, 15 Jan 2026 09:00:00 UTC +02:00", "2026-01-15T07:00:00" },
            { "Thu, 15 Jan 2026 09:00:00 Etc/GMT", "2026-01-15T09:00:00" },
            { "Thu, 15 Jan 2026 09:00:00 +0200 (EET)", "2026-01-15T07:00:00" },
            { "Thu, 15 Jan 2026 09:00:00 +0200 EET", "2026-01-15T07:00:00" },
            { "Thu, 15 Jan 2026 09:00:00 A", "2026-01-15T09:00:00" },
            { "Thu, 15 Jan 2026 09:00:00 Z", "2026-01-15T09:00:00" },
            { "Thu, 15 Jan 2026 09:00:00 CEST", "2026-01-15T07:00:00" },
            { "Thu, 15 Jan 2026 09:00:00 JST", "2026-01-15T00:00:00" },
            { "Thu,  15  Jan  2026\n  09:00:00\tGMT", "2026-01-15T09:00:00" },
            { "Thu Jan 15 09:00:00 2026", "2026-01-15T09:00:00" },
            { "Thu Jan 15 09:00:00 EST 2026", "2026-01-15T14:00:00" },
            { "Thu Jan 15 09:00:00 +0100 2026", "2026-01-15T08:00:00" },
            { "Jan 15, 2026 9:00 PM", "2026-01-15T21:00:00" },
            { "January 15th, 2026", "2026-01-15T00:00:00" },
            { "Mar 15, 2026 9:00 PM", "2026-03-15T21:00:00" },
            { "Jan 15, 2026 12:30 AM", "2026-01-15T00:30:00" },
            // ISO 8601 and RFC 3339.
            { "2026-01-15T09:00:00Z", "2026-01-15T09:00:00" },
            { "2026-01-15T09:00:00+03:00", "2026-01-15T06:00:00" },
            { "2026-01-15T09:00:00+0300", "2026-01-15T06:00:00" },
            { "2026-01-15T09:00:00.123456Z", "2026-01-15T09:00:00" },
            { "2026-01-15t09:00:00z", "2026-01-15T09:00:00" },
            { "2026-01-15T09:00Z", "2026-01-15T09:00:00" },
            { "2026-01-15T09:00:00 Z", "2026-01-15T09:00:00" },
            { "2026-01-15 09:00:00", "2026-01-15T09:00:00" },
            { "2026-01-15 09:00:00 UTC", "2026-01-15T09:00:00" },
            { "2026-01-15 09:00:00 -0500", "2026-01-15T14:00:00" },
            { "2026-01-15T24:00:00Z", "2026-01-16T00:00:00" },
            { "2026-01-15", "2026-01-15T00:00:00" },
            { "2026-01", "2026-01-01T00:00:00" },
            { "2026", "2026-01-01T00:00:00" },
            { "20260115", "2026-01-15T00:00:00" },
            { "20260115T090000Z", "2026-01-15T09:00:00" },
            { "2026/01/15 09:00:00", "2026-01-15T09:00:00" },
            { "2026-015", "2026-01-15T00:00:00" },
            { "1768467600", "2026-01-15T09:00:00" },
            { "1768467600000", "2026-01-15T09:00:00" },
            // French.
            { "jeu., 15 janv. 2026 09:00:00 +0100", "2026-01-15T08:00:00" },
            { "jeudi 15 janvier 2026 à 09h30", "2026-01-15T09:30:00" },
            { "Jeu, 15 Fév 2026 09:00:00 GMT", "2026-02-15T09:00:00" },
            { "15 févr. 2026", "2026-02-15T00:00:00" },
            { "1er août 2026", "2026-08-01T00:00:00" },
            { "mar., 01 août 2026 10:00 +0200", "2026-08-01T08:00:00" },
            { "le 3 déc. 2026 à 10h", "2026-12-03T10:00:00" },
            { "mar. 15 juil. 2026 09:00:00 GMT", "2026-07-15T09:00:00" },
            // Arabic: Egypt, the Levant, the Maghreb, both at once; its own digits, comma and halves of the day.
            { "الخميس، 15 يناير 2026 09:00:00 +0200", "2026-01-15T07:00:00" },
            { "15 كانون الثاني 2026 09:00", "2026-01-15T09:00:00" },
            { "الخميس 15 كانون الأول 2026", "2026-12-15T00:00:00" },
            { "15 تشرين الأول 2026", "2026-10-15T00:00:00" },
            { "15 تشرين الثاني 2026", "2026-11-15T00:00:00" },
            { "15 جانفي 2026", "2026-01-15T00:00:00" },
            { "15 فيفري 2026", "2026-02-15T00:00:00" },
            { "15 أفريل 2026", "2026-04-15T00:00:00" },
            { "15 ماي 2026", "2026-05-15T00:00:00" },
            { "15 جوان 2026", "2026-06-15T00:00:00" },
            { "15 جويلية 2026", "2026-07-15T00:00:00" },
            { "15 أوت 2026", "2026-08-15T00:00:00" },
            { "١٥ يناير ٢٠٢٦ ٠٩:٠٠", "2026-01-15T09:00:00" },
            { "15 يناير/كانون الثاني 2026", "2026-01-15T00:00:00" },
            { "15 آذار 2026 09:00 م", "2026-03-15T21:00:00" },
            // Numbers, where they can only mean one day.
            { "15/01/2026 09:00", "2026-01-15T09:00:00" },
            { "1/15/2026", "2026-01-15T00:00:00" },
            { "02.01.2026 09:00:00", "2026-01-02T09:00:00" },
            // A weekday before numbers says which of them is the day.
            { "Mon, 04/15/2019 - 16:46", "2019-04-15T16:46:00" },
            { "الجمعة, 17/05/2019 - 15:21", "2019-05-17T15:21:00" },
            { "ven 17/05/2019", "2019-05-17T00:00:00" },
            { "Jeudi 15/01/2026 - 10:30", "2026-01-15T10:30:00" },
            { "Tue, 03/02/2026 - 10:30", "2026-02-03T10:30:00" },
            { "Mon, 03/02/2026 - 10:30", "2026-03-02T10:30:00" },
            { "الثلاثاء 03/02/2026", "2026-02-03T00:00:00" },
            { "Thu, 2026-01-15 10:30", "2026-01-15T10:30:00" },
            // Zones: in brackets, by region, short, of the Gulf.
            { "15 Jan 2026 10:30 (UTC+3)", "2026-01-15T07:30:00" },
            { "15 Jan 2026 10:30 (+03:00)", "2026-01-15T07:30:00" },
            { "2026-01-15T10:30:00[Africa/Tripoli]", "2026-01-15T08:30:00" },
            { "2026-07-15T10:30:00+02:00[Europe/Paris]", "2026-07-15T08:30:00" },
            { "15 Jul 2026 10:30 Europe/Paris", "2026-07-15T08:30:00" },
            { "Thu Jan 15 09:00:00 +03 2026", "2026-01-15T06:00:00" },
            { "15 Jan 2026 10:30 GST", "2026-01-15T06:30:00" },
            { "15 Jan 2026 10:30 Arabia Standard Time", "2026-01-15T07:30:00" },
            { "15 يناير 2026 10:30 بتوقيت مكة المكرمة", "2026-01-15T07:30:00" },
            // Hijri with its Gregorian twin.
            { "26 رجب 1447هـ الموافق 15 يناير 2026م", "2026-01-15T00:00:00" },
            { "15 يناير 2026 - 26 رجب 1447 هـ", "2026-01-15T00:00:00" },
            { "26 رجب 1447 (15 يناير 2026)", "2026-01-15T00:00:00" },
            { "1447/07/26 - 2026/01/15 10:30", "2026-01-15T10:30:00" },
            { "الخميس 26 رجب 1447هـ - 15 يناير 2026م 09:05 م", "2026-01-15T21:05:00" },
        };

    [Theory]
    [MemberData(nameof(Known))]
    public void Dates_are_read_in_the_forms_feeds_use(string text, string expected)
    {
        foreach (var culture in Cultures)
        {
            // A calendar that is not ours must make no difference.
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);

            Assert.Equal(
                DateTimeOffset.ParseExact(
                    expected,
                    "yyyy-MM-dd'T'HH:mm:ss",
                    CultureInfo.InvariantCulture,
                    DateTimeStyles.AssumeUniversal
                ),
                FeedDate.Parse(text)
            );
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("not a date")]
    [InlineData("yesterday")]
    [InlineData("05/06/2026")] // the fifth of June or the sixth of May
    [InlineData("Sat, 05/06/2026")] // neither is a Saturday
    [InlineData("2026-01-15T10:30 Nowhere/Else")]
    [InlineData("26 رجب 1447هـ الموافق 4 و 5 يناير 2026 و 6 فبراير 2026")]
    [InlineData("2026-13-01")]
    [InlineData("2026-02-30")]
    [InlineData("Thu, 32 Jan 2026 09:00:00 GMT")]
    [InlineData("Thu, 15 Jan 2026 25:00:00 GMT")]
    [InlineData("Thu, 15 Jan 2026 09:61:00 GMT")]
    [InlineData("Thu, 15 Jan 2026 09:00:00 XYZT")]
    [InlineData("Thu, 15 Jan 2026 09:00:00 IST")] // three countries
    [InlineData("Thu, 15 Jan 2026 09:00:00 +9900")]
    [InlineData("2026-01-15T09:00:00Z and more")]
    [InlineData("2026-01-15T09:00:00+00:0")]
    [InlineData("2026-01-15T09")]
    [InlineData("Thu, 15 Jan 2026 09:00:0")]
    [InlineData("Thu, 15 Jan 2026 09:00:00 +0")]
    [InlineData("Thu, 15 Jan 202")]
    [InlineData("Mon, 01 Jan 0001 00:00:00 +0000")]
    [InlineData("0001-01-01T00:00:00Z")]
    [InlineData("26 رجب 1447")]
    [InlineData("1447-07-26 09:00:00")]
    [InlineData("26/07/1447 هـ")]
    [InlineData("15 رمضان 1447 هـ 10:00")]
    [InlineData("15 Ramadan 1447")]
    [InlineData("2569-01-15")] // Thailand's year
    [InlineData("1404-10-25")] // Iran's year
    [InlineData("25 دی 1404")]
    [InlineData("12345")]
    [InlineData("99999999999999999999")]
    public void What_is_no_date_or_could_be_two_is_not_guessed_at(string text) => Assert.Null(FeedDate.Parse(text));

    [Fact]
    public void A_date_written_by_the_book_is_read_as_it_was_meant() =>
        Gen.Select(Gen.Long[0, 7_000_000_000], Gen.Int[-12, 14])
            .Holds(
                (unix, hours) =>
                {
                    var second = DateTimeOffset.FromUnixTimeSeconds(unix).ToOffset(TimeSpan.FromHours(hours));

                    return FeedDate.Parse(
                            second.ToString("ddd, dd MMM yyyy HH:mm:ss zzz", CultureInfo.InvariantCulture)
                        ) == second
                        && FeedDate.Parse(second.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture))
                            == second
                        && FeedDate.Parse(second.UtcDateTime.ToString("r", CultureInfo.InvariantCulture)) == second;
                }
            );

    [Fact]
    public void A_date_cut_short_is_a_whole_date_or_none()
    {
        const string Whole = "Thu, 15 Jan 2026 09:00:00 +0200";
        var day = new DateOnly(2026, 1, 15);

        Assert.All(Enumerable.Range(1, Whole.Length), length =>
        {
            var date = FeedDate.Parse(Whole[..length]);
            // "15 Jan 20" is the year 2020 to everyone; no other prefix may be another day.
            Assert.True(
                date is null
                    || Whole[..length].EndsWith(" 20", StringComparison.Ordinal)
                    || DateOnly.FromDateTime(date.Value.UtcDateTime) == day,
                Whole[..length]
            );
        });
    }

    [Fact]
    public void Any_text_gives_a_date_or_none() =>
        Gen.String.Holds(text => FeedDate.Parse(text) is null or { Year: >= 1899 });
}
