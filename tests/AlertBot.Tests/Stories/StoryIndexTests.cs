using AlertBot.Config;
using AlertBot.Rules;
using AlertBot.Stories;
using AlertBot.Tests.Support;

namespace AlertBot.Tests.Stories;

public sealed class StoryIndexTests
{
    private static readonly RuleSet Rules = RuleFiles.Read(
        Repository.PathOf("config/rules"),
        new Faults(),
        [],
        runExamples: false
    )!;

    private sealed record Report(Language Language, string Title, string Summary = "", int Hours = 0);

    private static IReadOnlyList<long> Group(params Report[] reports)
    {
        var index = new StoryIndex();
        var last = 0L;
        return
        [
            .. reports.Select(report =>
            {
                var sketch = SketchOf(report);
                var story = index.Find(sketch) ?? ++last;
                index.Add(sketch, story);
                return story;
            }),
        ];
    }

    private static Sketch SketchOf(Report report)
    {
        var entry = Some.Entry(report.Title, report.Summary, language: report.Language);
        return Sketch.Of(entry, Rules.Match(entry).Select(m => m.Rule.Id), Some.Time.AddHours(report.Hours));
    }

    [Fact]
    public void One_event_in_three_languages_is_one_story()
    {
        var stories = Group(
            new(
                Language.Arabic,
                "طرفا النزاع الليبي يوقعان في جنيف اتفاقا دائما لوقف إطلاق النار",
                "وقعت اللجنة العسكرية المشتركة 5+5 الاتفاق بحضور ستيفاني وليامز."
            ),
            new(
                Language.English,
                "Libya's warring sides sign permanent ceasefire in Geneva",
                "The 5+5 commission signed in front of UN envoy Stephanie Williams."
            ),
            new(
                Language.French,
                "Libye : les deux camps signent à Genève un cessez-le-feu permanent",
                "La commission militaire 5+5 a signé devant Stephanie Williams."
            )
        );

        Assert.Equal([1, 1, 1], stories);
    }

    [Fact]
    public void A_reworded_headline_joins_the_story()
    {
        var stories = Group(
            new(
                Language.English,
                "Haftar says Libya's oil ports can reopen for a month",
                "Sanalla of the National Oil Corporation wants armed men out first."
            ),
            new(
                Language.English,
                "Libyan oil: Haftar lifts port blockade for one month",
                "The NOC's Sanalla demands that armed men leave the terminals."
            )
        );

        Assert.Equal([1, 1], stories);
    }

    [Fact]
    public void Truces_of_one_day_in_two_wars_are_two_stories()
    {
        var stories = Group(
            new(
                Language.English,
                "Ceasefire takes effect in Gaza at dawn",
                "Hamas and Israel agreed to the truce after Egyptian mediation."
            ),
            new(
                Language.English,
                "Ceasefire takes effect in Libya at dawn",
                "Haftar and Sarraj agreed to the truce after Russian mediation."
            ),
            new(
                Language.Arabic,
                "وقف إطلاق النار في غزة يدخل حيز التنفيذ فجرا",
                "وافقت حماس وإسرائيل على الهدنة بوساطة مصرية."
            )
        );

        Assert.Equal([1, 2, 1], stories);
    }

    [Fact]
    public void What_comes_after_the_window_is_a_new_story()
    {
        var stories = Group(
            new(Language.English, "Libya's warring sides sign permanent ceasefire in Geneva"),
            new(Language.English, "Libya's warring sides sign permanent ceasefire in Geneva", Hours: 24 * 5)
        );

        Assert.Equal([1, 2], stories);
    }

    [Fact]
    public void A_story_that_no_rule_met_yet_gets_its_id_with_the_first_entry_that_does()
    {
        var index = new StoryIndex();
        var sketch = SketchOf(new(Language.English, "Nine villages flooded near Derna"));
        var untold = index.NextUntold();
        index.Add(sketch, untold, id: 7);

        Assert.Equal(untold, index.Find(sketch));
        Assert.Equal([7L], index.Tell(untold, 12));
        Assert.Equal(12, index.Find(sketch));
    }

    [Fact]
    public void What_has_left_the_window_is_let_go_and_the_rest_is_found_as_before()
    {
        var index = new StoryIndex();
        for (var i = 0; i < 1500; i++)
            index.Add(SketchOf(new(Language.English, $"Report {i + 1000} from Sebha on barrel {i + 5000}")), i + 1);
        var late = SketchOf(
            new(Language.English, "Libya's warring sides sign permanent ceasefire in Geneva", Hours: 90)
        );
        index.Add(late, 9000);

        index.Forget(Some.Time.AddHours(100));

        Assert.Equal(9000, index.Find(late));
        Assert.Null(index.Find(SketchOf(new(Language.English, "Report 1007 from Sebha on barrel 5007", Hours: 1))));
    }

    [Theory]
    [InlineData("800,000 barrels", "800000")]
    [InlineData("800 000 barils", "800000")]
    [InlineData("800 ألف برميل", "800000")]
    [InlineData("٨٠٠ ألف برميل", "800000")]
    [InlineData("some 800K bpd", "800000")]
    [InlineData("1.2m bpd", "1200000")]
    [InlineData("one or 2 men", "")]
    public void A_figure_is_the_same_however_it_is_written(string text, string figures) =>
        Assert.Equal(figures, string.Join(' ', Figures.In(text)));

    [Theory]
    [InlineData("names.yaml")]
    [InlineData("events.yaml")]
    public void The_shipped_word_lists_have_no_fault(string name) =>
        Assert.NotEmpty(Glossary.Load(name).Find(Some.Entry("Haftar signs a truce in Geneva with eleven officers")));
}
