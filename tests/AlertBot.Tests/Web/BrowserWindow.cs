using System.Collections.Concurrent;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace AlertBot.Tests.Web;

/// <summary>A window of a browser, and what there is to complain of in what it shows.</summary>
internal sealed class BrowserWindow : IAsyncDisposable
{
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

    /// <summary>
    /// What a reader could complain of: errors, text out of its place, and what axe finds hard to see, to hear or to
    /// reach.
    /// </summary>
    public async Task<IReadOnlyList<string>> ComplaintsAsync()
    {
        var axe = await Page.RunAxe();
        var overflow = await Page.EvaluateAsync<string[]>(Overflow);
        var said = _complaints.ToList();
        _complaints.Clear();
        return
        [
            .. said,
            .. overflow,
            .. axe.Violations.SelectMany(violation => violation.Nodes.Select(node => $"{violation.Id}: {node.Html}")),
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
