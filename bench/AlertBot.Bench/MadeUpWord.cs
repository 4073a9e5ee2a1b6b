using AlertBot.Localization;

namespace AlertBot.Bench;

/// <summary>Words that no dictionary has, such as names are to a matcher.</summary>
internal static class MadeUpWord
{
    private const string ArabicLetters = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي";
    private const string Consonants = "bcdfghjklmnprstvz";
    private const string Vowels = "aeiou";

    public static string Of(Language language, Random random) =>
        language == Language.Arabic
            ? string.Concat(Enumerable.Range(0, random.Next(3, 8)).Select(_ => Pick(ArabicLetters, random)))
            : string.Concat(
                Enumerable.Range(0, random.Next(3, 5)).Select(_ => $"{Pick(Consonants, random)}{Pick(Vowels, random)}")
            ) + Pick(Consonants, random);

    private static char Pick(string letters, Random random) => letters[random.Next(letters.Length)];
}
