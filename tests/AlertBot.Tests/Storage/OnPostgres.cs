namespace AlertBot.Tests.Storage;

// What is promised on a file is promised on a server: the same tests again.

[Support.OnPostgres]
public sealed class DeliveryOnPostgres : AlertBot.Tests.Delivery.DeliveryTests;

[Support.OnPostgres]
public sealed class EditOnPostgres : AlertBot.Tests.Delivery.EditTests;

[Support.OnPostgres]
public sealed class DigestOnPostgres : AlertBot.Tests.Delivery.Digests.DigestTests;

[Support.OnPostgres]
public sealed class TellingOnPostgres : AlertBot.Tests.Alerts.ReportSelectorTests;

[Support.OnPostgres]
public sealed class RewritingOnPostgres : AlertBot.Tests.Alerts.Rewriting.RewritingTests;

[Support.OnPostgres]
public sealed class DevelopmentOnPostgres : Stories.DevelopmentTests;

[Support.OnPostgres]
public sealed class NewEntriesOnPostgres : AlertBot.Tests.Feeds.Entries.NewEntriesTests;

[Support.OnPostgres]
public sealed class PolitenessOnPostgres : AlertBot.Tests.Feeds.Fetching.PolitenessTests;

[Support.OnPostgres]
public sealed class FromFeedToChatOnPostgres : FromFeedToChatTests;

[Support.OnPostgres]
public sealed class HousekeepingOnPostgres : AlertBot.Tests.Hosting.HousekeepingTests;

[Support.OnPostgres]
public sealed class LiveConfigOnPostgres : AlertBot.Tests.Hosting.ConfigReloaderTests;

[Support.OnPostgres]
public sealed class ChatCommandOnPostgres : AlertBot.Tests.Subscriptions.Commands.ChatCommandTests;

[Support.OnPostgres]
public sealed class ReceivingOnPostgres : AlertBot.Tests.Channels.Telegram.ReceivingTests;

[Support.OnPostgres]
public sealed class DiscordDeliveryOnPostgres : AlertBot.Tests.Channels.Discord.DiscordDeliveryTests;

[Support.OnPostgres]
public sealed class WebPagesOnPostgres : Web.PagesTests;

[Support.OnPostgres]
public sealed class AskingForReportsOnPostgres : Subscriptions.AskingForReportsTests;

[Support.OnPostgres]
public sealed class NoticesOnPostgres : AlertBot.Tests.OperatorNotices.NoticesTests;

[Support.OnPostgres]
public sealed class HostileTextOnPostgres : HostileTextTests;

[Support.OnPostgres]
public sealed class CorrectionOnPostgres : AlertBot.Tests.Delivery.CorrectionTests;

[Support.OnPostgres]
public sealed class WebSubOnPostgres : Feeds.WebSub.WebSubTests;

[Support.OnPostgres]
public sealed class SearchOnPostgres : Search.SearchTests;

[Support.OnPostgres]
public sealed class BriefsOnPostgres : Subscriptions.Briefs.BriefTests;

[Support.OnPostgres]
public sealed class ReportFilterOnPostgres : Subscriptions.ReportFilterTests;

[Support.OnPostgres]
public sealed class GroupedWritesOnPostgres : Delivery.GroupedWritesTests;
