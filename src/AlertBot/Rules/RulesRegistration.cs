namespace AlertBot.Rules;

internal static class RulesRegistration
{
    public static IServiceCollection AddRules(this IServiceCollection services) =>
        services
            .AddSingleton<CurrentRules>()
            .AddSingleton<RuleVersionConsensus>()
            .AddSingleton<RuleMetrics>()
            .AddSingleton<MatchStore>();
}
