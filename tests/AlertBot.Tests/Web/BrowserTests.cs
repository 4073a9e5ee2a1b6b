using AlertBot.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AlertBot.Tests.Web;

/// <summary>
/// The pages in a real browser, as readers use them; how they look is <see cref="BrowserViewTests"/>' matter.
/// </summary>
[MachineSuite]
public sealed class BrowserTests(BrowserScene scene) : IClassFixture<BrowserScene>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_new_rule_file_is_begun_without_a_script()
    {
        await using var window = await scene.OpenAsync(script: false);
        await window.Page.GotoAsync("/rules");
        await window.Page.GetByRole(AriaRole.Link, new() { Name = "Begin a rule of your own" }).ClickAsync();

        await window.BeginRulesAsync();
        await window.Field("text").FillAsync("A desalination plant stops");
        await window.Button("try").ClickAsync();

        await Expect(window.Page.Locator("mark").First).ToContainTextAsync("desalination");
        await Expect(window.Field("file")).ToHaveValueAsync("fresh-water.yaml");
    }

    [Fact]
    public async Task The_keyboard_reaches_the_content_first_and_then_everything()
    {
        await using var window = await scene.OpenAsync();
        await window.Page.GotoAsync("/stories");

        await window.Page.Keyboard.PressAsync("Tab");
        await Expect(window.Page.Locator(".skip")).ToBeFocusedAsync();
        await Expect(window.Page.Locator(".skip")).ToBeInViewportAsync();
        await window.Page.Keyboard.PressAsync("Enter");
        await Expect(window.Page.Locator("main")).ToBeFocusedAsync();
        await window.Page.Keyboard.PressAsync("Tab");
        await Expect(window.Page.Locator("main a").First).ToBeFocusedAsync();
        await window.Page.Keyboard.PressAsync("Enter");

        await Expect(window.Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/stories/\\d+"));
        Assert.NotEqual(
            "none",
            await window
                .Page.Locator("nav a")
                .First.EvaluateAsync<string>(
                    "e => { e.focus({focusVisible: true}); return getComputedStyle(e).outlineStyle; }"
                )
        );
    }

    [Fact]
    public async Task Rules_are_tried_without_a_script()
    {
        await using var window = await scene.OpenAsync(script: false);
        await window.Page.GotoAsync("/try");

        await window.Field("file").SelectOptionAsync("all.yaml");
        await window.Button("open").ClickAsync();
        await Expect(window.Field("yaml")).ToHaveValueAsync(TestBot.Rules);
        await window.Field("yaml").FillAsync(BrowserScene.Edited);
        await window.Field("find").FillAsync("BARLEY");
        // By the Enter key, whose button is not the first one that the page shows.
        await window.Field("find").PressAsync("Enter");
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Barley prices rise" }).ClickAsync();
        await Expect(window.Page.Locator("mark")).ToHaveTextAsync("Barley");
        await window.Button("compare").ClickAsync();
        await Expect(window.Page.Locator("[role=status]")).ToContainTextAsync("gains \u20681\u2069 matches");
        var saving = window.Page.WaitForDownloadAsync();
        await window.Button("download").ClickAsync();

        var saved = await saving;
        Assert.Equal("all.yaml", saved.SuggestedFilename);
        Assert.Equal(BrowserScene.Edited, await File.ReadAllTextAsync(await saved.PathAsync(), Ct));
    }

    [Fact]
    public async Task Another_language_loses_nothing_that_was_typed()
    {
        await using var window = await scene.OpenAsync();
        await window.Page.GotoAsync("/try");
        await window.Field("text").FillAsync("A truce in the valley");
        await window.Field("yaml").FillAsync(BrowserScene.Edited);

        await window.Page.GetByRole(AriaRole.Button, new() { Name = "العربية" }).ClickAsync();

        await Expect(window.Page.Locator("html")).ToHaveAttributeAsync("dir", "rtl");
        await Expect(window.Field("text")).ToHaveValueAsync("A truce in the valley");
        await Expect(window.Field("yaml")).ToHaveValueAsync(BrowserScene.Edited);
        await Expect(window.Page.Locator("[role=status]")).ToContainTextAsync("لا توجد قاعدة مطابقة");
    }

    [Fact]
    public async Task What_is_read_is_kept_fresh_and_what_is_typed_or_selected_is_left_alone()
    {
        await using var window = await scene.OpenAsync();
        await window.Page.Clock.InstallAsync();
        await window.Page.GotoAsync("/stories");
        await MarkAsync();
        await window.Page.EvaluateAsync("getSelection().selectAllChildren(document.querySelector('h1'))");
        await window.Page.Clock.RunForAsync(31_000);
        await Expect(window.Text("stale")).ToBeVisibleAsync();
        await window.Page.EvaluateAsync("getSelection().removeAllRanges()");
        await window.Page.Clock.RunForAsync(31_000);
        await Expect(window.Text("stale")).Not.ToBeVisibleAsync();

        await window.Page.GotoAsync("/try");
        await MarkAsync();
        await window.Page.Clock.RunForAsync(61_000);
        await Expect(window.Text("stale")).ToBeVisibleAsync();

        Task MarkAsync() => window.Page.EvaluateAsync("document.querySelector('h1').textContent = 'stale'");
    }

    [Fact]
    public async Task Keys_go_through_the_stories_and_can_be_switched_off()
    {
        await using var window = await scene.OpenAsync();
        await window.Page.GotoAsync("/today");
        var headlines = window.Page.Locator("article h2 a");

        await window.Page.Keyboard.PressAsync("j");
        await Expect(headlines.Nth(0)).ToBeFocusedAsync();
        await window.Page.Keyboard.PressAsync("j");
        await Expect(headlines.Nth(1)).ToBeFocusedAsync();
        await window.Page.Keyboard.PressAsync("k");
        await Expect(headlines.Nth(0)).ToBeFocusedAsync();
        await window.Page.Keyboard.PressAsync("?");
        await Expect(window.Field("keys-on")).ToBeCheckedAsync();
        await window.Field("keys-on").UncheckAsync();
        await window.Page.Keyboard.PressAsync("j");
        await Expect(headlines.Nth(0)).Not.ToBeFocusedAsync();
        await window.Field("keys-on").CheckAsync();
        await window.Page.Keyboard.PressAsync("Escape");
        await headlines.Nth(0).FocusAsync();
        await window.Page.Keyboard.PressAsync("o");
        await Expect(window.Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/stories/\\d+"));
        await window.Page.Keyboard.PressAsync("g");
        await window.Page.Keyboard.PressAsync("t");
        await Expect(window.Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/today"));
    }

    [Fact]
    public async Task The_day_is_kept_fresh_and_the_reader_stays_where_they_are()
    {
        await using var window = await scene.OpenAsync(width: BrowserWindow.Phone);
        await window.Page.Clock.InstallAsync();
        await window.Page.GotoAsync("/today");
        await window.Page.Locator("article h2 a").Nth(1).FocusAsync();
        await window.Page.EvaluateAsync("scrollBy(0, 40)");
        // As if a story above had gone and one had changed since.
        await window.Page.EvaluateAsync(
            "document.querySelector('article').remove(); document.querySelector('#count').textContent = 'stale'"
        );
        var (id, top) = await PlaceAsync();

        await window.Page.Clock.RunForAsync(31_000);

        await Expect(window.Text("stale")).Not.ToBeVisibleAsync();
        var (again, later) = await PlaceAsync();
        Assert.Equal(id, again);
        Assert.Equal(top, later, 1.0);

        async Task<(string Id, double Top)> PlaceAsync() =>
            (
                await window.Page.EvaluateAsync<string>("document.activeElement.closest('article').id"),
                await window.Page.EvaluateAsync<double>("document.activeElement.getBoundingClientRect().top")
            );
    }

    [Fact]
    public async Task Times_are_by_the_clock_of_the_readers_browser()
    {
        await using var window = await scene.OpenAsync(zone: "Africa/Tripoli");
        await window.Page.GotoAsync("/today");

        await Expect(window.Field("zone")).ToContainTextAsync("Africa/Tripoli");
        await Expect(window.Page.Locator("article time").First).ToContainTextAsync("+02");
    }

    [Fact]
    public async Task A_script_that_came_in_would_not_run()
    {
        await using var window = await scene.OpenAsync();
        await window.Page.GotoAsync("/");

        await window.Page.EvaluateAsync(
            "document.body.append(Object.assign(document.createElement('script'), {textContent: "
                + "'document.title = \"taken\"'}))"
        );

        Assert.DoesNotContain("taken", await window.Page.TitleAsync(), StringComparison.Ordinal);
        Assert.Contains(await window.ComplaintsAsync(), complaint =>
            complaint.Contains("Content Security Policy", StringComparison.Ordinal)
        );
    }
}
