using AlertBot.Feeds.Lists;
using AlertBot.Rules.Loading;
using AlertBot.Subscriptions;
using AlertBot.Tests.Support;
using NJsonSchema;
using YamlDotNet.Serialization;

namespace AlertBot.Tests.Configuration;

public sealed class SchemaTests
{
    public static TheoryData<string> Files => ["feeds", "subscriptions", "rules"];

    [Theory]
    [MemberData(nameof(Files))]
    public void The_schema_in_the_repository_is_the_one_the_types_give(string file) =>
        Repository.AssertSame($"config/schema/{file}.schema.json", SchemaWriter.Write(TypeOf(file)));

    [Theory]
    [MemberData(nameof(Files))]
    public async Task The_shipped_files_meet_their_schema(string file)
    {
        var schema = await JsonSchema.FromJsonAsync(
            SchemaWriter.Write(TypeOf(file)),
            TestContext.Current.CancellationToken
        );
        var shipped =
            file == "rules"
                ? Directory.GetFiles(Repository.PathOf("config/rules"), "*.yaml")
                : [Repository.PathOf($"config/{file}.yaml")];

        Assert.NotEmpty(shipped);
        Assert.All(shipped, path => Assert.Empty(schema.Validate(ToJson(File.ReadAllText(path)))));
    }

    [Theory]
    [InlineData("feeds", "feeds: [{url: 'ftp://x', publisher: a}]")]
    [InlineData("feeds", "feeds: [{url: 'https://x.org/f'}]")]
    [InlineData("subscriptions", "subscriptions: [{chat: 'telegram:1', topic: [all]}]")]
    [InlineData("rules", "rules: [{id: a, title: {en: A}, when: {anyy: [x]}}]")]
    public async Task The_schemas_refuse_what_the_program_refuses(string file, string yaml)
    {
        var schema = await JsonSchema.FromJsonAsync(
            SchemaWriter.Write(TypeOf(file)),
            TestContext.Current.CancellationToken
        );

        Assert.NotEmpty(schema.Validate(ToJson(yaml)));
    }

    private static Type TypeOf(string file) =>
        file switch
        {
            "feeds" => typeof(FeedsFile),
            "subscriptions" => typeof(SubscriptionsFile),
            _ => typeof(RulesFile),
        };

    private static string ToJson(string yaml) =>
        new SerializerBuilder()
            .JsonCompatible()
            .Build()
            .Serialize(
                new DeserializerBuilder()
                    .WithAttemptingUnquotedStringTypeDeserialization()
                    .Build()
                    .Deserialize<object>(yaml)!
            );
}
