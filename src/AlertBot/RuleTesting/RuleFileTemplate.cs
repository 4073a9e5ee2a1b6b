namespace AlertBot.RuleTesting;

/// <summary>
/// What a new rule file begins with: an example in the shape of the shipped ones, which can be tried as it stands.
/// </summary>
internal static class RuleFileTemplate
{
    /// <param name="name">Of the file; its rule is called by it.</param>
    public static string For(string name)
    {
        var id = Path.GetFileNameWithoutExtension(name);
        return $$"""
            # What this topic is about, and where its words are from: a glossary, agencies' usage in each language.
            # The example is water made of sea water: put words, title and examples of your own in its place.
            concepts:
              # Words that say it by themselves, in all their forms; "two words" stand together, ~2 lets two in between.
              {{id}}-words:
                ar: ["تحلية ~1 المياه", "تحلية مياه البحر"]
                en: [desalination, "desalination plant"]
                fr: [dessalement, "usine de dessalement"]
                # What bears such words and means something else.
                except:
                  en: ["desalination of anchovies"]
            rules:
              - id: {{id}}
                title: {ar: تحلية المياه, en: Desalination, fr: Dessalement}
                when: {any: [{{id}}-words], in: [title, lead]}
                examples:
                  match:
                    - "توقف محطة تحلية مياه البحر في الزاوية"
                    - "Desalination plant in Zawiya stops for want of power"
                    - "Libye : une usine de dessalement à l'arrêt"
                  no-match:
                    - "The desalination of anchovies takes a night"

            """;
    }
}
