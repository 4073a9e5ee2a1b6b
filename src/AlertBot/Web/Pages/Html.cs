using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using AlertBot.Localization;

namespace AlertBot.Web.Pages;

/// <summary>
/// A piece of a page, written as an interpolated string: what stands in the literal is markup, whatever is filled in is
/// escaped unless it is such a piece itself. So a feed's text cannot become markup by being forgotten.
/// </summary>
[InterpolatedStringHandler]
internal readonly struct Html(int literalLength, int formattedCount)
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    private readonly StringBuilder _text = new(literalLength + (formattedCount * 16));

    public void AppendLiteral(string markup) => _text.Append(markup);

    public void AppendFormatted(Html part) => _text.Append(part._text);

    public void AppendFormatted(IEnumerable<Html> parts)
    {
        foreach (var part in parts)
            _text.Append(part._text);
    }

    public void AppendFormatted(string? text) => _text.Append(text is null ? null : Encoder.Encode(text));

    public void AppendFormatted(long number) => _text.Append(number.ToString(CultureInfo.InvariantCulture));

    /// <summary>Foreign text whose direction is its own, without marks that turn it.</summary>
    public static Html Bdi(string? text) => $"<bdi>{SafeText.Clean(text ?? "")}</bdi>";

    public override string ToString() => $"{_text}";
}
