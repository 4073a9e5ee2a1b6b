using System.ComponentModel.DataAnnotations;
using AlertBot.Chats;
using AlertBot.Localization;

namespace AlertBot.OperatorNotices;

/// <summary>Who is told when something is wrong; section <c>Operator</c>, checked at start.</summary>
internal sealed class OperatorOptions
{
    /// <summary>The chat notices go to, such as <c>telegram:-100123</c>; empty for none.</summary>
    [ChatOrNone]
    public string Chat { get; set; } = "";

    /// <summary>Of the notices.</summary>
    [RegularExpression("ar|en|fr", ErrorMessage = "Operator:Language is ar, en or fr")]
    public string Language { get; set; } = "en";

    /// <summary>Null when there is none.</summary>
    public Chat? Target => AlertBot.Chats.Chat.TryParse(Chat, out var chat) ? chat : null;

    public Language Tongue => LanguageCodes.Parse(Language) ?? AlertBot.Localization.Language.English;

    [AttributeUsage(AttributeTargets.Property)]
    private sealed class ChatOrNoneAttribute : ValidationAttribute
    {
        protected override ValidationResult? IsValid(object? value, ValidationContext validationContext) =>
            value is "" || AlertBot.Chats.Chat.TryParse($"{value}", out _)
                ? ValidationResult.Success
                : new ValidationResult($"Operator:Chat: \"{value}\" is no chat; write {AlertBot.Chats.Chat.Example}");
    }
}
