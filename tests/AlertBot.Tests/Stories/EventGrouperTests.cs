using AlertBot.Feeds.Entries;
using AlertBot.Localization;
using AlertBot.Rules;
using AlertBot.Stories;
using AlertBot.Stories.Grouping;
using AlertBot.Tests.Support;

namespace AlertBot.Tests.Stories;

public sealed class EventGrouperTests
{
    private sealed record Report(Language Language, string Title, string Summary = "", int Hours = 0);

    /// <summary>The event each report is in, by the number of the report that began it.</summary>
    private static IReadOnlyList<long> Group(params Report[] reports)
    {
        var grouper = new EventGrouper();
        return [.. reports.Select((report, i) => PlaceIn(grouper, report, i + 1).Event.Id)];
    }

    private static Placement PlaceIn(EventGrouper grouper, Report report, long id)
    {
        var entry = Some.Entry(report.Title, report.Summary, language: report.Language);
        var time = Some.Time.AddHours(report.Hours);
        return grouper.Place(
            new MatchedEntry(new StoredEntry(id, Some.Feed(), entry, time), ShippedRules.Set.Match(entry)),
            time
        )!;
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
    public void A_report_of_another_language_is_found_among_many_that_share_words()
    {
        var entries = new OpenEntries();
        var first = Number(Language.Arabic, "محادثات في مسقط بين واشنطن وطهران", 1);
        entries.Add(first);
        for (var id = 2L; id < 60; id++)
            entries.Add(Number(Language.English, $"Washington and Tehran meet in Muscat, day {id} of talks", id));

        var near = entries.Nearest(
            Number(Language.English, "Washington and Tehran meet in Muscat for talks", 60),
            40,
            EventGrouper.StoryWindow
        );

        Assert.Contains(first, near);
        return;

        OpenEntry Number(Language language, string title, long id) =>
            entries.Number(EntryFingerprint.Compute(Some.Entry(title, language: language), "", Some.Time), id);
    }

    [Fact]
    public void A_denial_is_the_same_event_s_for_some_hours()
    {
        var happening = new OpenEvent(1, Some.Time);
        var report = new OpenEntries().Number(
            EntryFingerprint.Compute(Some.Entry("Tehran denies a deal"), "", Some.Time),
            1
        );
        happening.Add(report, Reporting("denied"));

        Assert.True(happening.HasJust(Reporting("denied"), Some.Time.AddHours(5)));
        Assert.False(happening.HasJust(Reporting("denied"), Some.Time.AddHours(7)));
        Assert.False(happening.HasJust(Reporting("agreed"), Some.Time));
        Assert.False(happening.HasJust(Reporting(null), Some.Time));
    }

    /// <summary>A truce that is broken three times a day has three breaches, though all read alike.</summary>
    [Fact]
    public void A_breach_with_a_toll_of_its_own_is_another()
    {
        var happening = new OpenEvent(1, Some.Time);
        var report = new OpenEntries().Number(
            EntryFingerprint.Compute(Some.Entry("Strike breaks the truce, 3 dead"), "", Some.Time),
            1
        );
        happening.Add(report, Reporting("violated", dead: 3));

        Assert.True(happening.HasLately(Reporting("violated"), Some.Time.AddHours(2)));
        Assert.True(happening.HasLately(Reporting("violated", dead: 3), Some.Time.AddHours(2)));
        Assert.False(happening.HasLately(Reporting("violated", dead: 2), Some.Time.AddHours(2)));
    }

    private static ReportFacts Reporting(string? state, long? dead = null) => new(true, true, state, dead);

    [Fact]
    public void A_truce_that_takes_effect_is_a_step_after_its_agreement()
    {
        var events = Group(
            new(Language.English, "Sudan's rival generals agree to a three-day ceasefire"),
            new(Language.English, "Rival generals in Sudan agree to three-day ceasefire, US says"),
            new(Language.English, "Three-day ceasefire takes effect in Sudan", Hours: 5),
            new(Language.English, "Three-day ceasefire between generals takes effect in Sudan", Hours: 6)
        );

        Assert.Equal([1, 1, 3, 3], events);
    }

    [Fact]
    public void What_reopens_is_not_what_was_closed()
    {
        var events = Group(
            new(Language.English, "Libya's Hariga oil port closed after a leak"),
            new(Language.English, "Oil port of Hariga in Libya is closed after leak"),
            new(Language.English, "Libya's Hariga oil port reopens after a leak", Hours: 3)
        );

        Assert.Equal([1, 1, 3], events);
    }

    [Theory]
    [InlineData("Netanyahu: no withdrawal from Lebanon", "Netanyahu")]
    [InlineData("الشيخ قاسم: لن نسلم السلاح", "الشيخ قاسم")]
    [InlineData("Report: Vance to travel to Geneva", null)]
    [InlineData("Guerre au Moyen-Orient : le détroit d'Ormuz refermé", null)]
    [InlineData("عاجل: إغلاق المضيق", null)]
    public void What_an_outlet_puts_over_a_headline_does_not_speak(string title, string? speaker) =>
        Assert.Equal(speaker, EntryFingerprint.Compute(Some.Entry(title), "", Some.Time).Speaker?.Trim());

    [Fact]
    public void A_reworded_headline_joins_the_story()
    {
        var stories = Group(
            new(
                Language.English,
                "Haftar lifts blockade of Libya's oil ports for a month",
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
    public void An_event_that_no_rule_met_yet_is_in_no_story_until_a_report_meets_one()
    {
        var grouper = new EventGrouper();
        var entry = Some.Entry("Haftar and Sarraj reach agreement on Sirte, Libya, after talks in Geneva");
        var first = grouper.Place(new MatchedEntry(new StoredEntry(7, Some.Feed(), entry, Some.Time), []), Some.Time)!;
        Assert.Equal((null, false), (first.Event.Story, first.Event.IsAnnounced));

        var second = PlaceIn(
            grouper,
            new(Language.English, "Haftar and Sarraj agree to a truce in Sirte, Libya, after talks in Geneva"),
            8
        );

        Assert.Equal((7L, true), (second.Event.Id, second.Event.IsAnnounced));
        Assert.NotNull(second.Event.Story);
    }

    [Theory]
    [InlineData(true, 3, 1)]
    [InlineData(true, 40, 2)]
    [InlineData(false, 40, 1)]
    public void The_older_an_event_the_more_alike_a_must_report_has_to_be(bool isMust, int hours, long begunBy)
    {
        // Whatever two entries say, the odds that they tell one event are e to one.
        var even = new PairWeights(Bias(1), Bias(1));
        var model = new SimilarityModel(even, even, Join: -1.5, Mean: -2, Follow: 3);
        var grouper = new EventGrouper(model, _ => _ => new ReportFacts(true, isMust, null, null));
        PlaceIn(grouper, new(Language.English, "Libya's warring sides sign permanent ceasefire in Geneva"), 1);

        Report later = new(Language.English, "Libya's warring sides back in Geneva over ceasefire", Hours: hours);

        Assert.Equal(begunBy, PlaceIn(grouper, later, 2).Event.Id);
    }

    [Fact]
    public void A_further_report_of_a_step_joins_the_step_and_not_what_came_before_it()
    {
        var even = new PairWeights(Bias(1), Bias(1));
        var model = new SimilarityModel(even, even, Join: -1.5, Mean: -2, Follow: 3);
        var grouper = new EventGrouper(model, entry =>
            _ => new ReportFacts(true, true, "agreed", null, TakesEffect: entry.Stored.Id > 1)
        );
        const string told = "Sudan's warring sides agree to three-day truce in Khartoum";
        PlaceIn(grouper, new(Language.English, told), 1);
        var step = PlaceIn(grouper, new(Language.English, "Truce of Sudan's warring sides in force", Hours: 2), 2);

        Report again = new(Language.English, told, Hours: 3);

        Assert.Equal(2L, step.Event.Id);
        Assert.Equal(2L, PlaceIn(grouper, again, 3).Event.Id);
    }

    [Theory]
    [InlineData("Live: Sudan's two armies agree on a truce", false)]
    [InlineData("Sudan's two armies agree on a truce", true)]
    public void A_live_page_sets_off_nothing_and_still_says_what_became_of_talks(string title, bool canAnnounce)
    {
        var entry = Some.Entry(title);
        var matched = new MatchedEntry(
            new StoredEntry(1, Some.Feed(), entry, Some.Time),
            ShippedRules.Set.Match(entry)
        );

        var said = EventGrouper.FactsOf(matched)(null);

        Assert.Equal((canAnnounce, "agreed"), (said.CanAnnounce, said.State));
    }

    private static double[] Bias(double odds) => [.. PairFeatures.Names.Select(name => name == "bias" ? odds : 0)];

    [Fact]
    public void What_has_left_the_window_is_dropped_and_the_rest_is_found_as_before()
    {
        var grouper = new EventGrouper();
        for (var i = 1; i <= 60; i++)
            PlaceIn(grouper, new(Language.English, $"Report {i + 1000} from Sebha on barrel {i + 5000}"), i);
        Report late = new(Language.English, "Libya's warring sides sign permanent ceasefire in Geneva", Hours: 90);
        PlaceIn(grouper, late, 9000);

        grouper.DropExpired(Some.Time.AddHours(108));

        Assert.Equal(1, grouper.Count);
        Assert.Equal(9000, PlaceIn(grouper, late, 9001).Event.Id);
    }

    [Fact]
    public void A_grouper_that_was_filled_from_the_store_goes_on_as_one_that_ran_all_the_time()
    {
        Report[] reports =
        [
            new(Language.English, "Libya's warring sides sign permanent ceasefire in Geneva"),
            new(Language.English, "Haftar says Libya's oil ports can reopen for a month", Hours: 1),
            new(Language.English, "Permanent ceasefire signed in Geneva by Libya's warring sides", Hours: 2),
            new(Language.English, "UN envoy Williams hails Geneva ceasefire between Libya's sides", Hours: 3),
        ];
        var (ran, started) = (new EventGrouper(), new EventGrouper());
        for (var i = 0; i < reports.Length - 1; i++)
        {
            var placed = PlaceIn(ran, reports[i], i + 1);
            var time = Some.Time.AddHours(reports[i].Hours);
            var entry = Some.Entry(reports[i].Title, language: reports[i].Language);
            started.Restore(
                EntryFingerprint.Compute(entry, Some.Feed().Publisher, time),
                i + 1,
                placed.Event.Id,
                null,
                placed.Facts
            );
        }

        Assert.Equal(PlaceIn(ran, reports[^1], 9).Event.Id, PlaceIn(started, reports[^1], 9).Event.Id);
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
    [InlineData("details.yaml")]
    public void The_shipped_word_lists_have_no_fault(string name) =>
        Assert.NotEmpty(
            Gazetteer.Load(name).Find(Some.Entry("Haftar signs a truce in Geneva with eleven officers of the cabinet"))
        );
}
