using Microsoft.Extensions.Configuration;

namespace AlertBot.Channels.Mail;

internal static class MailRegistration
{
    /// <summary>False when the settings name no mail server, and the channel stays off.</summary>
    public static bool AddMail(this IServiceCollection services, IConfiguration settings)
    {
        services
            .AddOptions<MailOptions>()
            .BindConfiguration(MailOptions.Section)
            .ValidateDataAnnotations()
            .Validate(options => options.IsPublicUrlSound, MailOptions.NoPublicUrl)
            .ValidateOnStart();
        if (string.IsNullOrWhiteSpace(settings[$"{MailOptions.Section}:Host"]))
            return false;
        services.AddSingleton<IChannel, MailChannel>();
        return true;
    }
}
