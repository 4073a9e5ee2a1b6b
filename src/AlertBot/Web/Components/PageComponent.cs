using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;

namespace AlertBot.Web.Components;

/// <summary>A page: reads what it shows, and is rendered once, when that is there.</summary>
public abstract class PageComponent : ComponentBase
{
    [CascadingParameter]
    private protected HttpContext Http { get; set; } = null!;

    [CascadingParameter]
    private protected PageContext Page { get; set; } = null!;

    private protected PageTexts Texts => Page.Texts;

    public override async Task SetParametersAsync(ParameterView parameters)
    {
        parameters.SetParameterProperties(this);
        await LoadAsync(Http.RequestAborted);
        await base.SetParametersAsync(ParameterView.Empty);
    }

    private protected virtual Task LoadAsync(CancellationToken ct) => Task.CompletedTask;
}
