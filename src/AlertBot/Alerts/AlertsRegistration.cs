using AlertBot.Alerts.Rewriting;
using AlertBot.Alerts.Summaries;
using AlertBot.Storage;
using AlertBot.Subscriptions.Sharing;

namespace AlertBot.Alerts;

internal static class AlertsRegistration
{
    public static IServiceCollection AddAlerts(this IServiceCollection services)
    {
        services
            .AddOptions<SummariesOptions>()
            .BindConfiguration("Summaries")
            .ValidateDataAnnotations()
            .ValidateOnStart();
        return services
            .AddSingleton<EventReportStore>()
            .AddSingleton<BriefSender>()
            .AddSingleton<ModelBudget>()
            .AddSingleton<Model>()
            .AddSingleton<RewriteStore>()
            .AddSingleton<IDatedRecords>(provider => provider.GetRequiredService<RewriteStore>())
            .AddSingleton<Rewriter>()
            .AddSingleton<IAlertPreview, AlertPreview>()
            .AddSingleton<AlertWriter>();
    }
}
