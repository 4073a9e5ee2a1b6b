namespace AlertBot.Rules;

internal static class RulesRegistration
{
    public static IServiceCollection AddRules(this IServiceCollection services) =>
        services
            .AddSingleton<RuleBook>()
            .AddSingleton<RuleAgreement>()
            .AddSingleton<RuleMetrics>()
            .AddSingleton<MatchStore>();
}
