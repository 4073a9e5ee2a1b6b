using System.ComponentModel.DataAnnotations;

namespace AlertBot.Storage;

/// <summary>Where everything is kept; section <c>ConnectionStrings</c>.</summary>
internal sealed class StorageOptions
{
    /// <summary>An SQLite connection string; the folder of its file is made when it is missing.</summary>
    [Required]
    public string AlertBot { get; set; } = "Data Source=data/alertbot.db";
}
