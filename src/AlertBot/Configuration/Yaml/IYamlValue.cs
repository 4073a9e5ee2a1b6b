using YamlDotNet.RepresentationModel;

namespace AlertBot.Configuration.Yaml;

/// <summary>
/// A type with a notation of its own in YAML (a rule's <c>when</c>, a concept's words, a chat's address).
/// Records need none: <see cref="YamlBinder"/> binds their properties by name.
/// </summary>
internal interface IYamlValue<TSelf>
    where TSelf : IYamlValue<TSelf>
{
    /// <summary>
    /// Reads the node, or reports what is wrong with it to <paramref name="binder"/> and returns null.
    /// </summary>
    static abstract TSelf? FromYaml(YamlNode node, YamlBinder binder);

    /// <summary>The notation as a JSON schema (draft 7), for editors.</summary>
    static abstract string JsonSchema { get; }
}
