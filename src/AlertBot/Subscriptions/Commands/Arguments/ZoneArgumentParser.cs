using System.Globalization;
using System.Text.RegularExpressions;
using AlertBot.Configuration;
using AlertBot.Rules.Words;
using NodaTime;

namespace AlertBot.Subscriptions.Commands.Arguments;

/// <summary>
/// A time zone as people write it: a city or a country in three languages, a zone's name, <c>UTC+2</c>.
/// </summary>
internal static partial class ZoneArgumentParser
{
    /// <summary>
    /// Places whose clocks the zones' own names do not tell, and names in other languages: the desks' regions and where
    /// their talks are held.
    /// </summary>
    private static readonly (string Zone, string Places)[] Places =
    [
        (
            "Africa/Tripoli",
            "Benghazi, Misrata, Misurata, Sirte, Syrte, Tobruk, Tobrouk, Sebha, Derna, Zawiya, Ghadames, Libya, Libye, "
                + "طرابلس, بنغازي, مصراتة, سرت, طبرق, سبها, درنة, الزاوية, غدامس, ليبيا"
        ),
        ("Africa/Tunis", "Tunisia, Tunisie, Sfax, تونس, صفاقس"),
        (
            "Africa/Cairo",
            "Le Caire, Egypt, Égypte, Alexandria, Alexandrie, Hurghada, القاهرة, مصر, الإسكندرية, الغردقة"
        ),
        ("Africa/Algiers", "Alger, Algeria, Algérie, Oran, الجزائر, وهران"),
        (
            "Africa/Casablanca",
            "Rabat, Morocco, Maroc, Marrakech, Tanger, Tangier, Bouznika, Skhirat, الرباط, الدار البيضاء, "
                + "المغرب, الصخيرات, بوزنيقة"
        ),
        ("Africa/Nouakchott", "Mauritania, Mauritanie, نواكشوط, موريتانيا"),
        (
            "Africa/Khartoum",
            "Sudan, Soudan, Omdurman, Port Sudan, El Fasher, الخرطوم, السودان, أم درمان, بورتسودان, الفاشر"
        ),
        ("Africa/Juba", "South Sudan, Soudan du Sud, Djouba, جوبا, جنوب السودان"),
        ("Africa/Ndjamena", "Chad, Tchad, N’Djamena, نجامينا, انجمينا, تشاد"),
        ("Africa/Bamako", "Mali, باماكو, مالي"),
        ("Africa/Niamey", "Niger, نيامي, النيجر"),
        ("Africa/Addis_Ababa", "Addis Abeba, Ethiopia, Éthiopie, أديس أبابا, إثيوبيا"),
        ("Africa/Mogadishu", "Somalia, Somalie, Mogadiscio, مقديشو, الصومال"),
        ("Africa/Nairobi", "Kenya, نيروبي, كينيا"),
        ("Asia/Beirut", "Beyrouth, Lebanon, Liban, Tripoli Lebanon, بيروت, لبنان"),
        ("Asia/Damascus", "Damas, Syria, Syrie, Aleppo, Alep, Idlib, دمشق, سوريا, سورية, حلب, إدلب"),
        ("Asia/Amman", "Jordan, Jordanie, عمان الأردن, الأردن"),
        ("Asia/Jerusalem", "Jérusalem, Tel Aviv, Israel, Israël, القدس, تل أبيب, إسرائيل"),
        ("Asia/Gaza", "غزة, Rafah, رفح"),
        ("Asia/Hebron", "Ramallah, Hébron, West Bank, Cisjordanie, رام الله, الخليل, الضفة الغربية"),
        ("Asia/Baghdad", "Bagdad, Iraq, Irak, Erbil, Mosul, Mossoul, Basra, بغداد, العراق, أربيل, الموصل, البصرة"),
        ("Asia/Tehran", "Téhéran, Iran, طهران, إيران"),
        ("Asia/Riyadh", "Riyad, Jeddah, Djeddah, Saudi Arabia, Arabie saoudite, الرياض, جدة, السعودية"),
        ("Asia/Aden", "Sanaa, Yemen, Yémen, عدن, صنعاء, اليمن"),
        ("Asia/Qatar", "Doha, الدوحة, قطر"),
        (
            "Asia/Dubai",
            "Abu Dhabi, Abou Dhabi, Dubaï, Muscat, Mascate, Oman, دبي, أبوظبي, أبو ظبي, الإمارات, مسقط, عمان"
        ),
        ("Asia/Kuwait", "Koweït, الكويت"),
        ("Asia/Bahrain", "Manama, المنامة, البحرين"),
        ("Asia/Karachi", "Islamabad, Pakistan, إسلام أباد, باكستان"),
        ("Europe/Istanbul", "Ankara, Turkey, Turquie, أنقرة, إسطنبول, تركيا"),
        ("Europe/Zurich", "Geneva, Genève, Bern, Berne, Lausanne, Switzerland, Suisse, جنيف, سويسرا, برن, زيورخ"),
        ("Europe/Paris", "Lyon, Marseille, France, باريس, فرنسا"),
        ("Europe/London", "Londres, لندن, بريطانيا"),
        ("Europe/Brussels", "Bruxelles, Belgium, Belgique, بروكسل"),
        ("Europe/Berlin", "Munich, Germany, Allemagne, برلين, ألمانيا"),
        ("Europe/Rome", "Italy, Italie, Palermo, Palerme, روما, إيطاليا"),
        ("Europe/Madrid", "Spain, Espagne, مدريد"),
        ("Europe/Vienna", "Vienne, فيينا"),
        ("Europe/Amsterdam", "The Hague, La Haye, لاهاي"),
        ("Europe/Athens", "Athènes, أثينا"),
        ("Europe/Malta", "La Valette, Valletta, Malte, مالطا, فاليتا"),
        ("Europe/Moscow", "Moscou, Russia, Russie, موسكو, روسيا"),
        ("Europe/Kyiv", "Kiev, Ukraine, كييف, أوكرانيا"),
        ("America/New_York", "New York, Washington, Washington DC, نيويورك, واشنطن"),
        ("America/Montreal", "Montréal, مونتريال"),
        ("UTC", "GMT, Z, غرينتش, توقيت غرينتش"),
    ];

    private static readonly List<(string Name, string Zone)> Known =
    [
        .. Places.SelectMany(place => place.Places.Split(", ").Select(name => (name, place.Zone))),
        .. DateTimeZoneProviders.Tzdb.Ids.SelectMany(id =>
            new[] { id, id.Split('/')[^1].Replace('_', ' ') }.Select(name => (name, id))
        ),
    ];

    private static readonly Dictionary<string, string> ByName = Known
        .Where(place => DateTimeZoneProviders.Tzdb.GetZoneOrNull(place.Zone) is not null)
        .Select(place => (Name: Folding.Letters(place.Name), place.Zone))
        .DistinctBy(place => place.Name)
        .ToDictionary(place => place.Name, place => place.Zone, StringComparer.Ordinal);

    /// <summary>The zone's id; null for what is no place we know.</summary>
    public static string? Parse(string words)
    {
        var text = TimeArgumentParser.AsciiDigits(words).Trim();
        if (Offset().Match(text) is not { Success: true } match)
            return ByName.GetValueOrDefault(Folding.Letters(words));
        var hours = int.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture);
        var minutes = match.Groups[3].Success ? int.Parse(match.Groups[3].Value, CultureInfo.InvariantCulture) : 0;
        return hours > 14 || minutes > 59 ? null
            : hours == 0 && minutes == 0 ? "UTC"
            : $"UTC{(match.Groups[1].Value == "+" ? '+' : '-')}{hours:00}{(minutes > 0 ? $":{minutes:00}" : "")}";
    }

    /// <summary>The place that was probably meant; null when none is near.</summary>
    public static string? Nearest(string words) => Suggestion.Nearest(words.Trim(), Known.Select(place => place.Name));

    [GeneratedRegex(@"^(?:utc|gmt|غرينتش)?\s*([+−–-])\s*(\d{1,2})(?:[:.]?(\d{2}))?$", RegexOptions.CultureInvariant)]
    private static partial Regex Offset();
}
