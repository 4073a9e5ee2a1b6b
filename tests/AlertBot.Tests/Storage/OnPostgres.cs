namespace AlertBot.Tests.Storage;

// What is promised on a file is promised on a server: the same tests again.

[Support.OnPostgres]
public sealed class DeliveryOnPostgres : Alerts.DeliveryTests;

[Support.OnPostgres]
public sealed class EditOnPostgres : Alerts.EditTests;

[Support.OnPostgres]
public sealed class DigestOnPostgres : Alerts.DigestTests;

[Support.OnPostgres]
public sealed class TellingOnPostgres : Alerts.TellingTests;

[Support.OnPostgres]
public sealed class RewritingOnPostgres : Alerts.RewritingTests;

[Support.OnPostgres]
public sealed class DevelopmentOnPostgres : Stories.DevelopmentTests;

[Support.OnPostgres]
public sealed class NewEntriesOnPostgres : Feeds.NewEntriesTests;

[Support.OnPostgres]
public sealed class PolitenessOnPostgres : Feeds.PolitenessTests;

[Support.OnPostgres]
public sealed class FromFeedToChatOnPostgres : FromFeedToChatTests;

[Support.OnPostgres]
public sealed class HousekeepingOnPostgres : Schedule.HousekeepingTests;

[Support.OnPostgres]
public sealed class LiveConfigOnPostgres : Schedule.LiveConfigTests;

[Support.OnPostgres]
public sealed class ChatCommandOnPostgres : Channels.ChatCommandTests;

[Support.OnPostgres]
public sealed class ReceivingOnPostgres : Channels.ReceivingTests;

[Support.OnPostgres]
public sealed class DiscordDeliveryOnPostgres : Channels.DiscordDeliveryTests;

[Support.OnPostgres]
public sealed class WebPagesOnPostgres : Web.PagesTests;

[Support.OnPostgres]
public sealed class AskingForReportsOnPostgres : Subscriptions.AskingForReportsTests;

[Support.OnPostgres]
public sealed class NoticesOnPostgres : Notices.NoticesTests;

[Support.OnPostgres]
public sealed class HostileTextOnPostgres : HostileTextTests;

[Support.OnPostgres]
public sealed class CorrectionOnPostgres : Alerts.CorrectionTests;

[Support.OnPostgres]
public sealed class WebSubOnPostgres : Feeds.WebSub.WebSubTests;
