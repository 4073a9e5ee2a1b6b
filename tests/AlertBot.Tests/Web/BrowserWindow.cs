using System.Collections.Concurrent;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace AlertBot.Tests.Web;

/// <summary>A window of a browser, and what there is to complain of in what it shows.</summary>
internal sealed class BrowserWindow : IAsyncDisposable
{
    /// <summary>
    /// A phone of the smallest usual kind, which is also a page at 400 percent (WCAG 2.2, 1.4.10).
    /// </summary>
    public const int Phone = 320;

    /// <summary>What passes is not told: half of axe's work is to write that out.</summary>
    private static readonly AxeRunOptions Violations = new() { ResultTypes = [ResultType.Violations] };

    /// <summary>Elements wider than the window, and text that its own box cuts off.</summary>
    private const string Overflow = """
        () => {
          const width = document.documentElement.clientWidth;
          const name = e => `${e.tagName.toLowerCase()}.${e.className} "${e.textContent.trim().slice(0, 40)}"`;
          const isHidden = e => e.closest('.skip, thead') && width < 700 || e.matches('.skip');
          return [...document.body.querySelectorAll('*')].filter(e => !isHidden(e)).flatMap(e => {
            const box = e.getBoundingClientRect();
            if (box.width > 0 && (box.right > width + 1 || box.left < -1)) return [`beside the window: ${name(e)}`];
            if (e.tagName !== 'TEXTAREA' && e.scrollWidth > e.clientWidth + 1
              && getComputedStyle(e).display !== 'inline' && e.clientWidth > 0) return [`cut off: ${name(e)}`];
            return [];
          }).concat(document.documentElement.scrollWidth > width ? ['the page scrolls sideways'] : []);
        }
        """;

    private readonly ConcurrentQueue<string> _complaints = [];
    private readonly IBrowserContext _context;

    public BrowserWindow(IBrowserContext context, IPage page)
    {
        (_context, Page) = (context, page);
        page.Console += (_, said) =>
        {
            if (said.Type is "error" or "warning")
                _complaints.Enqueue($"console: {said.Text}");
        };
        page.PageError += (_, error) => _complaints.Enqueue($"script: {error}");
        page.RequestFailed += (_, request) => _complaints.Enqueue($"not loaded: {request.Url}");
    }

    public IPage Page { get; }

    /// <summary>The field of the page that is named so by its label.</summary>
    public ILocator Field(string id) => Page.Locator($"#{id}");

    public ILocator Button(string value) => Page.Locator($"main button[value='{value}']");

    public ILocator Text(string text) => Page.GetByText(text);

    /// <summary>Begins a rule file of the reader's own, on the page that offers it.</summary>
    public async Task BeginRulesAsync()
    {
        await Field("name").FillAsync("fresh-water");
        await Button("new").ClickAsync();
    }

    /// <summary>
    /// What a reader could complain of: errors, text out of its place, and where axe is asked what it finds hard to
    /// see, to hear or to reach.
    /// </summary>
    public async Task<IReadOnlyList<string>> ComplaintsAsync(bool withAxe = false)
    {
        var violations = withAxe ? (await Page.RunAxe(Violations)).Violations : [];
        var overflow = await Page.EvaluateAsync<string[]>(Overflow);
        var said = _complaints.ToList();
        _complaints.Clear();
        return
        [
            .. said,
            .. overflow,
            .. violations.SelectMany(violation => violation.Nodes.Select(node => $"{violation.Id}: {node.Html}")),
        ];
    }

    /// <summary>Keeps a picture for a person, where a folder for them is named.</summary>
    public async Task KeepPictureAsync(string name)
    {
        if (Environment.GetEnvironmentVariable("ALERTBOT_PICTURES") is { Length: > 0 } folder)
            await Page.ScreenshotAsync(
                new PageScreenshotOptions { FullPage = true, Path = Path.Combine(folder, $"{name}.png") }
            );
    }

    public ValueTask DisposeAsync() => _context.DisposeAsync();
}
