using AlertBot.Rules.Words;

namespace AlertBot.Stories.Grouping;

/// <summary>
/// Words that stand in every story of a language and tell none apart, cut as <see cref="EntryFingerprint"/> cuts its
/// words.
/// </summary>
internal static class StopWords
{
    private static readonly HashSet<string> All = new(
        """
        the a an of and to in is was were with that for as by from his her its their has had have be been not
        but at it he she they who after over says
        said will are on or this than into about more no up out two one new would could may us we you all which
        what when where while between before
        le la les des du de et en un une est que qui dans pour sur avec au aux par ne pas se sa son ses leur ce
        cette mais ou il elle ont selon apres
        a ete etait sont plus deux entre sans sous vers dont cela fait lors meme aussi leurs nous vous
        في من على الى عن ان مع هذا هذه ذلك تلك التي الذي الذين ما لا لم لن قد كان كانت كما بعد قبل بين حتى اذا
        او ثم هو هي هم كل اي عند منذ خلال
        حول ضد دون غير بعض احد وقد وقال قال قالت اكد اكدت اضاف اضافت اوضح اعلن اعلنت يوم اليوم امس الذي
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(Folding.Letters).Select(w =>
            w.Length > 5 ? w[..5] : w
        ),
        StringComparer.Ordinal
    );

    public static bool Contains(string stem) => All.Contains(stem);
}
