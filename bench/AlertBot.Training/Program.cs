using AlertBot.Training.Feeds;
using AlertBot.Training.Maps;
using AlertBot.Training.Stories;
using AlertBot.Training.Topics;

// "feeds FOLDER [EXPECTED]" scores the parser, "fuzz N [SEED] [--corpus FOLDER]" damages documents until one escapes
// it; "topics ITEMS.jsonl…" scores the shipped rules, "stories FOLDER|ITEMS.jsonl…" the finding of events and stories,
// "announced" lists the days that entries announce, "states", "summaries" and "faithfulness" do what their names say.
// Those that learn write their weights with --write. "outlines FOLDER" makes the outlines of the page's map.
return args switch
{
    ["feeds", var folder, ..] => FeedScore.Run(folder, args.Length > 2 ? args[2] : null),
    ["fuzz", .. var rest] => FeedFuzz.Run(rest),
    ["topics", .. var rest] => TopicEvaluation.Run(rest),
    ["stories", .. var rest] => StoryEvaluation.Run(rest),
    ["states", .. var rest] => StateEvaluation.Run(rest),
    ["summaries", .. var rest] => SummaryEvaluation.Run(rest),
    ["faithfulness", .. var rest] => FaithfulnessEvaluation.Run(rest),
    ["outlines", var folder] => OutlineWriter.Run(folder),
    ["announced", .. var rest] => AnnouncedDateListing.Run(rest),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine(
        "one of: feeds, fuzz, topics, stories, announced, states, summaries, faithfulness, outlines (docs/, with their "
            + "commands)"
    );
    return 2;
}
