using System.Globalization;
using System.Reflection;
using AlertBot.Chats;
using AlertBot.Localization;
using AlertBot.Subscriptions.Commands;
using SkiaSharp;
using SkiaSharp.HarfBuzz;

namespace AlertBot.Subscriptions.Briefs;

/// <summary>
/// Draws the events by topic of a brief as a picture: a bar of two tones for each topic, these days above the same days
/// a week earlier, from right to left in Arabic. The font is ours, so that it looks the same on every machine.
/// </summary>
internal sealed class BriefChart(ILogger<BriefChart> log) : IDisposable
{
    private const int Width = 1000;
    private const int Margin = 40;
    private const int HeadHeight = 150;
    private const int RowHeight = 96;
    private const int BarHeight = 22;
    private const int BarTop = 40;
    private const int Gap = 12;

    /// <summary>For the number at the end of the longest bar.</summary>
    private const int NumberWidth = 90;

    private static readonly SKColor Ground = new(0xFF, 0xFF, 0xFF);
    private static readonly SKColor Ink = new(0x1B, 0x1F, 0x24);
    private static readonly SKColor Soft = new(0x57, 0x60, 0x6A);
    private static readonly SKColor Now = new(0x0B, 0x57, 0xD0);
    private static readonly SKColor Before = new(0x9D, 0xBD, 0xF0);

    private readonly Lock _lock = new();
    private Pen? _pen;
    private bool _cannotDraw;

    /// <summary>The picture that belongs to a message; null where it has none, or nothing can be drawn here.</summary>
    public ReplyDocument? Draw(Message message) =>
        message is { Content: Brief brief, Target: null } ? Draw(brief, message.Language) : null;

    /// <summary>As PNG; null where there is nothing to compare, or nothing can be drawn here.</summary>
    public ReplyDocument? Draw(Brief brief, Language language)
    {
        if (brief.Counts.Count == 0)
            return null;
        lock (_lock)
        {
            if (_cannotDraw)
                return null;
            try
            {
                _pen ??= new Pen();
                return new ReplyDocument("brief.png", Picture(brief.Counts, language, _pen)) { IsPicture = true };
            }
            catch (Exception e)
                when (e is DllNotFoundException or BadImageFormatException or TypeInitializationException)
            {
                // The library is there for Linux, Windows and macOS on usual processors alone.
                _cannotDraw = true;
                log.CannotDraw(e);
                return null;
            }
        }
    }

    public void Dispose() => _pen?.Dispose();

    private static byte[] Picture(IReadOnlyList<TopicCount> counts, Language language, Pen pen)
    {
        using var surface = SKSurface.Create(new SKImageInfo(Width, HeadHeight + (counts.Count * RowHeight) + Margin));
        var sheet = new Sheet(surface.Canvas, pen, language == Language.Arabic);
        surface.Canvas.Clear(Ground);
        var texts = ChatTexts.For(language);
        sheet.Write(texts.BriefTopics, 36, Ink, Margin, 70);
        var next = sheet.Legend(texts.BriefNow, Now, Margin);
        sheet.Legend(texts.BriefBefore, Before, next + (3 * Gap));
        var most = Math.Max(1, counts.Max(count => Math.Max(count.Now, count.Before)));
        for (var row = 0; row < counts.Count; row++)
        {
            var top = HeadHeight + (row * RowHeight);
            sheet.Write(SafeText.Cut(SafeText.Clean(counts[row].Topic), 60), 26, Ink, Margin, top + BarTop - Gap);
            sheet.Bar(counts[row].Now, most, Now, top + BarTop);
            sheet.Bar(counts[row].Before, most, Before, top + BarTop + BarHeight);
        }
        using var image = surface.Snapshot();
        using var png = image.Encode(SKEncodedImageFormat.Png, 100);
        return png.ToArray();
    }

    /// <summary>The font, and what shapes its letters.</summary>
    private sealed class Pen : IDisposable
    {
        private readonly SKTypeface _face;

        public Pen()
        {
            using var stream = Assembly
                .GetExecutingAssembly()
                .GetManifestResourceStream("Fonts/Vazirmatn-Regular.ttf")!;
            _face = SKTypeface.FromStream(stream);
            Shaper = new SKShaper(_face);
        }

        public SKShaper Shaper { get; }

        public SKFont Size(float size) => new(_face, size) { Subpixel = true };

        public void Dispose()
        {
            Shaper.Dispose();
            _face.Dispose();
        }
    }

    /// <summary>What is drawn on; places are counted from the side where reading begins.</summary>
    private sealed class Sheet(SKCanvas canvas, Pen pen, bool isRightToLeft)
    {
        /// <summary>A line of text; gives where it ends.</summary>
        public float Write(string text, float size, SKColor colour, float from, float baseline)
        {
            using var font = pen.Size(size);
            using var paint = Paint(colour);
            var runs = TextRuns.InVisualOrder(text, isRightToLeft);
            var widths = runs.Select(run => pen.Shaper.Shape(run, font).Width).ToList();
            var at = isRightToLeft ? Width - from - widths.Sum() : from;
            for (var i = 0; i < runs.Count; i++)
            {
                canvas.DrawShapedText(pen.Shaper, runs[i], at, baseline, SKTextAlign.Left, font, paint);
                at += widths[i];
            }
            return from + widths.Sum();
        }

        /// <summary>A sample of a colour with what it stands for; gives where it ends.</summary>
        public float Legend(string text, SKColor colour, float from)
        {
            Fill(from, BarHeight, 100, colour);
            return Write(text, 24, Soft, from + BarHeight + Gap, 120);
        }

        public void Bar(int count, int most, SKColor colour, float top)
        {
            var length = count == 0 ? 2 : (float)count / most * (Width - (2 * Margin) - NumberWidth);
            Fill(Margin, length, top, colour);
            var number = count.ToString(CultureInfo.InvariantCulture);
            Write(number, 22, Soft, Margin + length + Gap, top + BarHeight - 4);
        }

        private void Fill(float from, float length, float top, SKColor colour)
        {
            using var paint = Paint(colour);
            canvas.DrawRect(isRightToLeft ? Width - from - length : from, top, length, BarHeight, paint);
        }

        private static SKPaint Paint(SKColor colour) => new() { Color = colour, IsAntialias = true };
    }
}
