namespace AlertBot.Rules.Words.Arabic;

/// <summary>
/// The forms of an Arabic word: clitics off (و ف أ, ب ك ل س, ال, pronouns), sound plural, dual and nisba undone. After
/// Larkey, Ballesteros and Connell, "Light stemming for Arabic information retrieval" (2007), but with a set of forms
/// in place of one stem, and with lower bounds on what is left: a false alarm from a stem of two letters costs more
/// than a plural that the rule has to list. Broken plurals are other words. All letters are folded already.
/// </summary>
internal static class ArabicForms
{
    private const int Shortest = 3;

    /// <summary>Of fewer letters, what ends in يا is a country (ليبيا, تركيا) or an adverb (حاليا), no nisba.</summary>
    private const int ShortestNisbaWithAlef = 6;

    /// <summary>
    /// Put to what is left of a text's nisba: only the noun itself in a rule answers to it, not what its own endings
    /// leave. نفطي is of نفط, but عنصرية is not of عناصر nor تشكيلي of تشكيلات.
    /// </summary>
    private const string OfNisba = "~";

    /// <summary>
    /// Put to the ة of a text's ات: nouns with a broken plural of their own do not answer to it. كتيبات is no plural of
    /// كتيبة.
    /// </summary>
    private const string OfSoundPlural = "^";

    /// <summary>
    /// Put to the ي of a text's مقاتلي, "the fighters of": plurals and duals in a rule answer to it (مقاتلين).
    /// </summary>
    private const string OfConstruct = "@";

    /// <summary>Where a word stands: what its grammar there rules out.</summary>
    [Flags]
    private enum Place
    {
        Text = 0,

        /// <summary>In a rule, which is written as it is meant: its endings are its own as a rule.</summary>
        Rule = 1,

        /// <summary>Behind a preposition: no nominative, and no alef of the tanwin. كبيرا is not ك + بئرا.</summary>
        Genitive = 2,

        /// <summary>Behind و or ف, where nobody knows whether the ال that follows is ال or أل.</summary>
        Joined = 4,
    }

    /// <summary>The forms a word of a text may stand for.</summary>
    public static void OfText(ReadOnlySpan<char> word, WordTraits traits, FormList forms)
    {
        AddStems(word, traits, forms, Place.Text);
        if (word[0] is 'و' or 'ف' && word.Length > Shortest && !ArabicInitials.IsOwn(word))
        {
            AddUnprefixed(word[1..], traits, forms);
            AddStems(word[1..], traits, forms, Place.Joined);
        }
        AddUnprefixed(word, traits, forms);
        // The question particle is rare and أعمال is not أ + عمال: only before a whole word of some length.
        if ((traits & WordTraits.InitialHamza) != 0 && word.Length > 5)
            forms.Add(word[1..]);
    }

    /// <summary>
    /// The forms a rule's word answers to. One-letter prefixes stay on: بحرية in a rule is the navy, never "with
    /// freedom".
    /// </summary>
    public static void OfRule(ReadOnlySpan<char> word, WordTraits traits, FormList forms)
    {
        AddStems(word, traits, forms, Place.Rule);
        var bare = WithoutArticle(word, traits);
        AddNumberAndNisba(bare, traits, forms, Place.Rule);
        forms.Add(bare, OfNisba);
        if (bare[^1] == 'ا' && bare.Length > Shortest)
            forms.Add(bare[..^1], OfNisba); // فرنسا of فرنسي
        if (bare.Length == word.Length)
            ArabicVerbs.AddFeminine(word, traits, forms);
        var own = forms.Count;
        WordFamilies.AddArabic(bare, forms);
        if (bare[^1] == 'ه' && forms.Count == own)
            forms.Add(bare, OfSoundPlural);
        AddHamzaSeat(forms);
    }

    /// <summary>The word without its article and what is written before that.</summary>
    public static ReadOnlySpan<char> WithoutArticle(ReadOnlySpan<char> word, WordTraits traits)
    {
        var conjunction = word[0] is 'و' or 'ف' ? 1 : 0;
        if (ArticleLength(word[conjunction..], traits) is > 0 and var afterConjunction)
            return word[(conjunction + afterConjunction)..];
        return word[ArticleLength(word, traits)..];
    }

    /// <summary>What is left after the article, or after a one-letter preposition.</summary>
    private static void AddUnprefixed(ReadOnlySpan<char> word, WordTraits traits, FormList forms)
    {
        if (ArticleLength(word, traits) is > 0 and var article)
        {
            var bare = word[article..];
            AddNumberAndNisba(bare, traits, forms, article > 2 ? Place.Genitive : Place.Text);
        }
        var isPreposition =
            word[0] is 'ب' or 'ل' && word.Length > Shortest || word[0] is 'ك' && word.Length > Shortest + 1;
        if (isPreposition && !ArabicInitials.IsOwn(word))
            AddStems(word[1..], traits, forms, Place.Genitive);
        ArabicVerbs.AddFuture(word, forms);
    }

    /// <summary>ال, or with a preposition بال كال فال لل; 0 without one.</summary>
    private static int ArticleLength(ReadOnlySpan<char> word, WordTraits traits)
    {
        if (word.StartsWith("ال") && word.Length >= 4)
            // ألغام is not ال + غام.
            return (traits & WordTraits.InitialHamza) == 0 && !ArabicInitials.IsOwnArticle(word) ? 2 : 0;
        if (word.StartsWith("لل") && word.Length >= 2 + Shortest)
            return 2;
        return word.Length >= 3 + Shortest && word[0] is 'ب' or 'ك' or 'ف' && word[1..].StartsWith("ال") ? 3 : 0;
    }

    /// <summary>
    /// The forms of a word without an article: it may carry a pronoun, the construct و or the tanwin's alef.
    /// </summary>
    private static void AddStems(ReadOnlySpan<char> word, WordTraits traits, FormList forms, Place place)
    {
        if (place is Place.Text or Place.Rule && word.StartsWith("ال") && ArticleLength(word, traits) > 0)
        {
            forms.Add(word); // its endings are looked at without the article: الدين is no plural of الد
            return;
        }
        AddNumberAndNisba(word, traits, forms, place);
        var pronoun = PronounLength(word, traits, (place & Place.Rule) != 0);
        if (pronoun > 0)
            AddBeforePronoun(word[..^pronoun], forms);
        if (word[^1] == 'و' && word.Length > Shortest + 1)
            forms.Add(word[..^1]);
        if (word[^1] == 'ا' && word.Length > Shortest)
            AddWithoutAlef(word, forms, place);
        if (word[^1] == 'ي' && place != Place.Rule && word.Length > Shortest + 1)
            forms.Add(word, OfConstruct);
    }

    /// <summary>
    /// Without the alef of the tanwin (نفطا, إيرانيا) or of رفضوا, "they refused"; of a rule's words only countries
    /// lose it, to be met by their people (ليبيا, ليبي).
    /// </summary>
    private static void AddWithoutAlef(ReadOnlySpan<char> word, FormList forms, Place place)
    {
        if ((place & Place.Genitive) != 0 || word is "عليا" or "دنيا")
            return;
        if (place != Place.Rule || word[^2] == 'ي' && word.Length > Shortest + 1)
            forms.Add(word[..^1]);
        if (place != Place.Rule && word[^2] == 'ي' && word.Length >= ShortestNisbaWithAlef)
            AddNisba(word[..^1], WordTraits.None, forms, Shortest, place);
        if (place != Place.Rule && word[^2] == 'و' && word.Length >= Shortest + 2)
            forms.Add(word[..^2]);
    }

    private static int PronounLength(ReadOnlySpan<char> word, WordTraits traits, bool isRule)
    {
        if (word.EndsWith("هما") && word.Length >= Shortest + 3)
            return 3;
        // A rule's نا ends a name (بنينا, فيينا).
        var isLong =
            word.EndsWith("ها") || word.EndsWith("هم") || word.EndsWith("هن") || word.EndsWith("نا") && !isRule;
        if (isLong && word.Length >= Shortest + 2)
            return 2;
        // A ه of a text may be "his"; a rule's is more likely a hurried ة.
        return word[^1] == 'ه' && !isRule && (traits & WordTraits.TaaMarbuta) == 0 && word.Length > Shortest ? 1 : 0;
    }

    /// <summary>Before a pronoun ة is written ت, ى ا (مستشفاها), and a last hamza takes a seat (لقاء, لقائه).</summary>
    private static void AddBeforePronoun(ReadOnlySpan<char> stem, FormList forms)
    {
        AddNumberAndNisba(stem, WordTraits.None, forms, Place.Text);
        AddWithTaaMarbuta(stem, forms);
        if (stem[^1] is 'ي' or 'و' && stem[^2] == 'ا')
            forms.Add(stem[..^1], "ء");
        if (stem[^1] == 'ا' && stem.Length > Shortest)
            forms.Add(stem[..^1], "ي");
        if (stem[^1] == 'و' && stem.Length > Shortest + 1)
            forms.Add(stem[..^1]); // مقاتلوه, "his fighters"
    }

    private static void AddNumberAndNisba(ReadOnlySpan<char> word, WordTraits traits, FormList forms, Place place)
    {
        forms.Add(word);
        if (StandsAlone(word))
            return;
        AddNisba(word, traits, forms, Shortest, place);
        if ((place & Place.Rule) == 0)
            AddParticiple(word, traits, forms);
        if (word.EndsWith("يء") && word.Length >= Shortest + 2)
            forms.Add(word[..^1]); // موانىء for موانئ
        if (word.EndsWith("ات") && word.Length >= Shortest + 2)
        {
            forms.Add(word[..^2], (place & Place.Rule) != 0 ? "ه" : $"ه{OfSoundPlural}");
            if (word.Length >= Shortest + 3) // شركات is of شركة, not of شرك
                AddSingular(word[..^2], forms, Shortest + 1, place); // كانيات is not كان
        }
        // كتيبتي: two battalions of …, or my battalion.
        if (word.EndsWith("تي") && word.Length >= Shortest + 2)
            forms.Add(word[..^2], "ه");
        if (!IsPlural(word, place))
            return;
        AddSingular(word[..^2], forms, word[^2] == 'ا' ? Shortest + 1 : Shortest, place);
        if ((place & Place.Rule) != 0 && !ArabicVerbs.IsVerbalNoun(word[..^2]))
            forms.Add(word[..^2], $"ي{OfConstruct}");
    }

    // ون and ان end too many words of their own (زيتون, لبنان, عدوان) for stems of three letters; the dual in ين does
    // not, save in verbal nouns like تمرين.
    private static bool IsPlural(ReadOnlySpan<char> word, Place place) =>
        word.EndsWith("ين") && word.Length >= Shortest + 2 && !(word[0] == 'ت' && word.Length == Shortest + 2)
        || (place & Place.Genitive) == 0 && (word.EndsWith("ون") || word.EndsWith("ان")) && word.Length >= Shortest + 3;

    private static void AddSingular(ReadOnlySpan<char> stem, FormList forms, int shortest, Place place)
    {
        forms.Add(stem);
        AddNisba(stem, WordTraits.None, forms, shortest, place);
        AddWithTaaMarbuta(stem, forms);
    }

    /// <summary>
    /// نفطي and نفطية in a text are of نفط, and of each other. From a rule's own nisba no noun is made: عملية is not
    /// عمل, الداخلية not داخل.
    /// </summary>
    private static void AddNisba(ReadOnlySpan<char> word, WordTraits traits, FormList forms, int shortest, Place place)
    {
        if ((traits & WordTraits.NoNisba) != 0)
            return;
        var adjective = word.EndsWith("يه") && word.Length >= Shortest + 2 ? word[..^1] : word;
        forms.Add(adjective);
        if (
            (place & Place.Rule) == 0
            && adjective[^1] == 'ي'
            && adjective.Length > shortest
            && !IsOwnNisba(adjective)
            && !ArabicVerbs.IsVerbalNoun(adjective[..^1])
        )
            forms.Add(adjective[..^1], OfNisba);
    }

    /// <summary>
    /// مشتركة is مشترك: participles of five letters and more lose ة safely; shorter words (مدرسة, مهمة) and verbal
    /// nouns (مصالحة) are other words without it.
    /// </summary>
    private static void AddParticiple(ReadOnlySpan<char> word, WordTraits traits, FormList forms)
    {
        if ((traits & WordTraits.TaaMarbuta) != 0 && word[0] == 'م' && word.Length >= 6 && word[2] != 'ا')
            forms.Add(word[..^1]);
    }

    private static void AddWithTaaMarbuta(ReadOnlySpan<char> stem, FormList forms)
    {
        if (stem[^1] == 'ت' && stem.Length >= Shortest)
            forms.Add(stem[..^1], "ه");
    }

    /// <summary>ؤو and ئو are two schools' ways to write one sound: مسؤول and مسئول, شؤون and شئون.</summary>
    private static void AddHamzaSeat(FormList forms)
    {
        for (int i = 0, own = forms.Count; i < own; i++)
        {
            var form = forms[i];
            for (var at = 1; at < form.Length - 2; at++)
            {
                if (form[at] is 'و' or 'ي' && form[at + 1] == 'و')
                    forms.Add($"{form[..at]}{(form[at] == 'و' ? 'ي' : 'و')}{form[(at + 1)..]}");
            }
        }
    }

    /// <summary>
    /// Adjectives that have become another word (civilian, republic, operation, patrol, association, police, theory,
    /// town hall, nationality, socialist, condolence, main, racist) than what is left without their ي (cities, public,
    /// work, role ...).
    /// </summary>
    private static bool IsOwnNisba(ReadOnlySpan<char> adjective) =>
        adjective
            is "مدني"
                or "جمهوري"
                or "عملي"
                or "دوري"
                or "جمعي"
                or "شرطي"
                or "نظري"
                or "بلدي"
                or "جنسي"
                or "اشتراكي"
                or "رييسي"
                or "عنصري"
                or "تعزي";

    /// <summary>
    /// Names and nouns whose ending only looks like a plural's or dual's, and which without it are a common word of
    /// other sense.
    /// </summary>
    private static bool StandsAlone(ReadOnlySpan<char> word) =>
        word is "طالبان" or "سليمان" or "بحرين" or "مهرجان" or "عرفات" or "سادات" or "سنوات" or "مصرات";
}
