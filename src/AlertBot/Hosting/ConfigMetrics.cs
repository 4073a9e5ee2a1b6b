using System.Diagnostics.Metrics;
using AlertBot.Runtime;

namespace AlertBot.Hosting;

/// <summary>
/// Figures of how changes of the config folder are taken up. A part is rules, feeds or subscriptions.
/// </summary>
internal sealed class ConfigMetrics
{
    private readonly Counter<long> _failures;
    private IReadOnlyList<(string Part, int Faults)> _state = [];

    public ConfigMetrics(IMeterFactory meters)
    {
        _failures = meters
            .OfAlertBot()
            .CreateCounter<long>(
                "alertbot.config.reload.failures",
                null,
                "Changes that were not taken up, since they were faulty"
            );
        meters
            .OfAlertBot()
            .CreateObservableGauge(
                "alertbot.config.faults",
                () =>
                    _state.Select(part => new Measurement<int>(
                        part.Faults,
                        new KeyValuePair<string, object?>("part", part.Part)
                    )),
                null,
                "Faults in the files as they are now; the former state is in force"
            );
    }

    public void Reloaded(string part, int diagnostics)
    {
        _failures.Add(diagnostics > 0 ? 1 : 0, new KeyValuePair<string, object?>("part", part));
        _state = [.. _state.Where(other => other.Part != part), (part, diagnostics)];
    }
}
