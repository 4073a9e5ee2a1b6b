using System.ComponentModel.DataAnnotations;
using System.Text.RegularExpressions;

namespace AlertBot.Storage;

/// <summary>Where everything is kept; section <c>ConnectionStrings</c>.</summary>
internal sealed partial class StorageOptions
{
    /// <summary>
    /// An SQLite connection string, the folder of whose file is made when it is missing; or one of PostgreSQL, which
    /// begins with <c>Host=</c>. A password in it is a secret: set it by the environment or by
    /// <see cref="AlertBotFile"/>.
    /// </summary>
    [Required]
    public string AlertBot { get; set; } = "Data Source=data/alertbot.db";

    /// <summary>A file that holds the connection string alone.</summary>
    public string? AlertBotFile { get; set; }

    public bool IsPostgres => Host().IsMatch(AlertBot);

    [GeneratedRegex(@"(?:^|;)\s*(?:host|server)\s*=", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Host();
}
