using AlertBot.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AlertBot.Tests.Web;

/// <summary>The pages in a real browser, as readers of three languages see and hear them.</summary>
[MachineSuite]
public sealed class BrowserViewTests(BrowserScene scene) : IClassFixture<BrowserScene>
{
    private const int Desk = 1280;

    /// <summary>
    /// Every two of language, colours and width together once; axe, which takes most of the time, looks at each two of
    /// colours and width in one language.
    /// </summary>
    public static TheoryData<string, ColorScheme, int, bool> Views =>
        new()
        {
            { "ar", ColorScheme.Light, BrowserWindow.Phone, true },
            { "ar", ColorScheme.Dark, Desk, false },
            { "en", ColorScheme.Light, Desk, true },
            { "en", ColorScheme.Dark, BrowserWindow.Phone, true },
            { "fr", ColorScheme.Light, BrowserWindow.Phone, false },
            { "fr", ColorScheme.Dark, Desk, true },
        };

    [Theory]
    [MemberData(nameof(Views))]
    public async Task Every_page_fits_its_window_and_is_sound_to_see_and_to_hear(
        string language,
        ColorScheme scheme,
        int width,
        bool withAxe
    )
    {
        await using var window = await scene.OpenAsync(width, language, scheme);
        var complaints = new List<string>();
        foreach (
            var path in new[]
            {
                "/",
                "/today",
                "/today?weight=must",
                "/map",
                "/map?days=7&place=sirte",
                "/trends",
                "/trends?days=90&topic=ceasefire",
                "/stories",
                "/stories/1",
                "/search?q=truce",
                "/rules",
                "/feedback",
                "/try?entry=1",
            }
        )
            await LookAsync(path, () => window.Page.GotoAsync(path));
        await window.Field("yaml").FillAsync(BrowserScene.Edited);
        await LookAsync("find", () => window.Button("find").ClickAsync());
        await LookAsync("compare", () => window.Button("compare").ClickAsync());
        await LookAsync("read", () => window.Button("read").ClickAsync());
        await LookAsync("new", window.BeginRulesAsync);
        await window.Field("yaml").FillAsync("rulez: []");
        await LookAsync("faulty", () => window.Button("try").ClickAsync());
        Assert.True(complaints.Count == 0, string.Join('\n', complaints.Distinct()));

        async Task LookAsync(string what, Func<Task> open)
        {
            await open();
            await Expect(window.Page.Locator("html")).ToHaveAttributeAsync("dir", language == "ar" ? "rtl" : "ltr");
            await Expect(window.Page.Locator("h1")).ToBeVisibleAsync();
            complaints.AddRange((await window.ComplaintsAsync(withAxe)).Select(complaint => $"{what}: {complaint}"));
            await window.KeepPictureAsync(
                $"page{what.Replace('/', '-').Replace('?', '-')}.{language}.{scheme}.{width}"
            );
        }
    }

    /// <summary>The widest window that is common; what is new of late is looked at in it.</summary>
    [Theory]
    [InlineData("ar", ColorScheme.Dark)]
    [InlineData("en", ColorScheme.Light)]
    public async Task Pages_fit_the_widest_window(string language, ColorScheme scheme)
    {
        await using var window = await scene.OpenAsync(1600, language, scheme);
        var complaints = new List<string>();
        foreach (var path in new[] { "/today", "/stories/1", "/map", "/trends", "/rules", "/feedback", "/try" })
        {
            await window.Page.GotoAsync(path);
            complaints.AddRange(
                (await window.ComplaintsAsync(withAxe: false)).Select(complaint => $"{path}: {complaint}")
            );
            await window.KeepPictureAsync($"page{path.Replace('/', '-')}.{language}.{scheme}.1600");
        }
        Assert.True(complaints.Count == 0, string.Join('\n', complaints.Distinct()));
    }
}
