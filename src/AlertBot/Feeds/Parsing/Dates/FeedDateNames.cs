using System.Collections.Frozen;
using System.Text;
using System.Text.RegularExpressions;

namespace AlertBot.Feeds.Parsing.Dates;

/// <summary>
/// Names of months, weekdays and halves of the day in English, French and Arabic, and what gives another calendar away.
/// </summary>
internal static partial class FeedDateNames
{
    private static readonly FrozenDictionary<string, int> Months = Table(
        // English and French, whole and cut; Arabic as in Egypt, the Levant and Iraq, the Maghreb, and the spellings
        // between them.
        "january jan janvier janv يناير جانفي كانونالثاني",
        "february feb février fevrier févr fevr fév fev فبراير فيفري شباط",
        "march mar mars مارس اذار",
        "april apr avril avr ابريل افريل نيسان",
        "may mai مايو ماي ايار",
        "june jun juin يونيو يونيه جوان حزيران",
        "july jul juillet juil يوليو يوليه جويلية جويليه تموز",
        "august aug août aout اغسطس اوت غشت اب",
        "september sept sep septembre سبتمبر شتنبر ايلول",
        "october oct octobre اكتوبر تشرينالاول",
        "november nov novembre نوفمبر نونبر تشرينالثاني",
        "december dec décembre decembre déc ديسمبر دجنبر كانونالاول"
    );

    /// <summary>From Sunday on; keys as <see cref="Folded"/> gives them.</summary>
    private static readonly FrozenDictionary<string, int> Weekdays = Table(
        "sunday sun dimanche dim الاحد sonntag so",
        "monday mon lundi lun الاثنين الاتنين montag mo",
        "tuesday tue tues mardi mar الثلاثاء الثلثاء dienstag di",
        "wednesday wed wednes mercredi mer الاربعاء mittwoch mi",
        "thursday thu thur thurs jeudi jeu الخميس donnerstag do",
        "friday fri vendredi ven الجمعة الجمعه freitag fr",
        "saturday sat samedi sam السبت samstag sa"
    );

    /// <summary>
    /// "15 Jan" and its kind: 1 to 12; null for a name we do not know. Two names of one month may stand together:
    /// "يناير/كانون الثاني".
    /// </summary>
    public static int? Month(string name)
    {
        int? month = null;
        foreach (var part in name.Split('/'))
        {
            if (!Months.TryGetValue(Folded(part), out var found) || (month is not null && month != found))
                return null;
            month = found;
        }
        return month;
    }

    /// <summary>The text without a weekday at its beginning, or another word with a comma; and the weekday.</summary>
    public static (string Text, DayOfWeek? Weekday) WithoutWeekday(string text)
    {
        var word = FirstWord().Match(text);
        if (!word.Success)
            return (text, null);
        if (Weekdays.TryGetValue(Folded(word.Groups[1].Value), out var day))
            return (text[word.Length..], (DayOfWeek)(day - 1));
        return (word.Value.Contains(',', StringComparison.Ordinal) ? text[word.Length..] : text, null);
    }

    /// <summary>True for p.m., false for a.m.; null where the clock has 24 hours.</summary>
    public static bool? IsAfternoon(string half) =>
        half switch
        {
            "" => null,
            ['p' or 'P', ..] or "م" or "مساء" => true,
            _ => false,
        };

    /// <summary>Hijri and Persian dates name their own months or say so; their years lie far from ours.</summary>
    public static bool IsOfAnotherCalendar(string text) => OtherCalendars().IsMatch(Unmarked(text));

    /// <summary>Lower case, without points and blanks, hamzas and the long alef of spelling.</summary>
    private static string Folded(string name)
    {
        var folded = new StringBuilder(name.Length);
        foreach (var c in Unmarked(name))
        {
            if (char.IsLetter(c))
                folded.Append(char.ToLowerInvariant(c));
        }
        return folded.ToString();
    }

    private static string Unmarked(string text) =>
        text.Replace('أ', 'ا').Replace('إ', 'ا').Replace('آ', 'ا').Replace("ـ", "", StringComparison.Ordinal);

    private static FrozenDictionary<string, int> Table(params string[] rows) =>
        rows.SelectMany((names, place) => names.Split(' ').Select(name => (Key: Folded(name), Number: place + 1)))
            .DistinctBy(m => m.Key)
            .ToFrozenDictionary(m => m.Key, m => m.Number);

    [GeneratedRegex(@"^(\p{L}+)\.?(?: ?, ?| - | )", RegexOptions.CultureInvariant)]
    private static partial Regex FirstWord();

    /// <summary>The months of Hijri and of the Persian year, and the mark of Hijri years.</summary>
    [GeneratedRegex(
        @"محرم|صفر|ربيع|جماد|رجب|شعبان|رمضان|شوال|ذو|ذي|هـ|\dه\b|هجري|\b(?:muharram|safar|rabi\b|jumada|rajab|"
            + @"sha'?ban|rama[dz]an|shawwal|dhu)|"
            + "فروردین|اردیبهشت|خرداد|مرداد|شهریور|مهر|آبان|دی|بهمن|اسفند",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase
    )]
    private static partial Regex OtherCalendars();
}
