// Scenes for a Discord server, played by discord.js, a client that knows nothing of ours: node discord.mjs SCENE API-URL TOKEN.
// Ends with 0 when the server behaved as the client expects of Discord.
import assert from "node:assert/strict";
import { ApplicationCommandType, Client, DiscordAPIError, Events, GatewayIntentBits, MessageFlags, REST, RateLimitError, Routes, SlashCommandBuilder, WebhookClient, EmbedBuilder, ActionRowBuilder, ButtonBuilder, ButtonStyle } from "discord.js";

const [scene, api, token] = process.argv.slice(2);
const room = "800000000000000001", forum = "800000000000000015", application = "900000000000000009", hook = "810000000000000001";
// The client appends the version itself.
const base = api.replace(/\/v10$/, "");
const rest = new REST({ api: base, version: "10", retries: 0, timeout: 60000 }).setToken(token);
const nobody = { parse: [] };

const refused = async (call, status, code) => {
  const error = await call.then(() => assert.fail("was accepted"), (e) => e);
  assert.ok(error instanceof DiscordAPIError, `${error}`);
  assert.deepEqual([error.status, error.code], [status, code]);
  return error;
};
const send = (body, channel = room) => rest.post(Routes.channelMessages(channel), { body: { allowed_mentions: nobody, ...body } });

// The client's own gateway and dispatch, until a handler says that it has seen enough.
const listen = async (register) => {
  const client = new Client({ intents: [GatewayIntentBits.Guilds], rest: { api: base, retries: 0 } });
  const seen = [];
  client.on("debug", (line) => seen.push(line));
  const done = new Promise((resolve, reject) => {
    register(client, resolve, seen);
    setTimeout(() => reject(new Error(`nothing came:\n${seen.join("\n")}`)), 180000).unref();
  });
  await client.login(token);
  await done;
  await client.destroy();
  return seen;
};
const says = (scene, text) => rest.post(Routes.channelMessages("800000000000000098"), { body: { content: `${scene} ${text}`, allowed_mentions: nobody } });

const scenes = {
  async message() {
    const sent = await send({ content: "Truce holds", embeds: [new EmbedBuilder().setTitle("Truce").setColor(0xd92d20).addFields({ name: "Topics", value: "Libya" }).setFooter({ text: "Harbour" }).toJSON()], components: [new ActionRowBuilder().addComponents(new ButtonBuilder().setCustomId("why").setLabel("Why?").setStyle(ButtonStyle.Secondary)).toJSON()] });
    const edited = await rest.patch(Routes.channelMessage(room, sent.id), { body: { content: "Truce breaks", allowed_mentions: nobody } });
    assert.deepEqual([edited.id, edited.content], [sent.id, "Truce breaks"]);
    await refused(rest.patch(Routes.channelMessage(room, "5"), { body: { content: "x", allowed_mentions: nobody } }), 404, 10008);
  },
  async nonce() {
    const body = { content: "once", nonce: "abc", enforce_nonce: true };
    const [first, second] = [await send(body), await send(body)];
    assert.equal(first.id, second.id);
    assert.notEqual((await send({ ...body, nonce: "abd" })).id, first.id);
  },
  async lengths() {
    await send({ content: "a".repeat(2000) });
    const error = await refused(send({ content: "a".repeat(2001) }), 400, 50035);
    assert.equal(error.rawError.errors.content._errors[0].code, "BASE_TYPE_MAX_LENGTH");
    await refused(send({ embeds: [{ title: "a".repeat(257) }] }), 400, 50035);
    await refused(send({ embeds: [{ description: "a".repeat(4000) }, { description: "a".repeat(2001) }] }), 400, 50035);
    await refused(send({ content: " " }), 400, 50006);
  },
  async refusals() {
    await refused(send({ content: "x" }, "800000000000000003"), 404, 10003);
    await refused(send({ content: "x" }, "800000000000000004"), 403, 50013);
    await refused(new REST({ api: base, version: "10", retries: 0 }).setToken("wrong").get(Routes.user()), 401, 0);
  },
  async limit() {
    const impatient = new REST({ api: base, version: "10", retries: 0, rejectOnRateLimit: () => true }).setToken(token);
    const error = await impatient.post(Routes.channelMessages(room), { body: { content: "x", allowed_mentions: nobody } }).then(() => assert.fail("was accepted"), (e) => e);
    assert.ok(error instanceof RateLimitError, `${error}`);
    assert.ok(error.retryAfter >= 700 && error.retryAfter < 1200, `${error.retryAfter}`);
    // Patient again, it waits by itself and gets through.
    const begun = Date.now();
    await new REST({ api: base, version: "10", retries: 1 }).setToken(token).post(Routes.channelMessages(room), { body: { content: "x", allowed_mentions: nobody } });
    assert.ok(Date.now() - begun >= 700);
  },
  async bucket() {
    // Two in a second, told by headers: the client spaces three by itself and never meets a 429.
    const client = new REST({ api: base, version: "10", retries: 0 }).setToken(token);
    client.on("rateLimited", (info) => assert.equal(info.limit, 2));
    const begun = Date.now();
    for (let i = 0; i < 3; i++) await client.post(Routes.channelMessages(room), { body: { content: `${i}`, allowed_mentions: nobody } });
    assert.ok(Date.now() - begun >= 900, `${Date.now() - begun}`);
  },
  async forum() {
    await refused(send({ content: "x" }, forum), 400, 50008);
    const post = await rest.post(Routes.threads(forum), { body: { name: "A story", message: { content: "It begins", allowed_mentions: nobody }, applied_tags: ["700000000000000001"] } });
    assert.equal(post.parent_id, forum);
    assert.equal(post.message.id, post.id);
    await send({ content: "It goes on" }, post.id);
    await refused(rest.post(Routes.threads(forum), { body: { name: "A story", message: { content: "x", allowed_mentions: nobody }, applied_tags: ["5"] } }), 400, 50035);
  },
  async publish() {
    const sent = await send({ content: "news" });
    assert.equal((await rest.post(Routes.channelMessageCrosspost(room, sent.id))).id, sent.id);
  },
  async webhook() {
    const client = new WebhookClient({ id: hook, token: "secret-of-the-hook" }, { rest: { api: base, retries: 0 } });
    const sent = await client.send({ content: "by webhook", allowedMentions: nobody });
    await client.editMessage(sent.id, { content: "edited", allowedMentions: nobody });
    await refused(new WebhookClient({ id: hook, token: "wrong" }, { rest: { api: base, retries: 0 } }).send({ content: "x", allowedMentions: nobody }), 404, 10015);
  },
  async commands() {
    const wanted = [new SlashCommandBuilder().setName("topics").setDescription("Topics").setDescriptionLocalizations({ fr: "Thèmes" }).toJSON(), { name: "Why?", type: ApplicationCommandType.Message }];
    assert.equal((await rest.put(Routes.applicationCommands(application), { body: wanted })).length, 2);
    assert.deepEqual((await rest.get(Routes.applicationCommands(application))).map((c) => c.name), ["topics", "Why?"]);
  },
  async interaction() {
    await listen((client, done) => {
      client.on(Events.ClientReady, () => says("ready", client.guilds.cache.first().name));
      client.on(Events.InteractionCreate, async (asked) => {
        if (asked.isChatInputCommand()) {
          assert.deepEqual([asked.commandName, asked.options.getString("topics"), asked.locale, asked.memberPermissions.has("ManageChannels")], ["subscribe", "libya", "fr", true]);
          await asked.deferReply({ flags: MessageFlags.Ephemeral });
          await asked.editReply({ content: "done", allowedMentions: nobody });
          await asked.followUp({ content: "more", allowedMentions: nobody });
          await refused(rest.post(Routes.interactionCallback(asked.id, asked.token), { body: { type: 4, data: { content: "again", allowed_mentions: nobody } }, auth: false }), 400, 40060);
          await refused(rest.post(Routes.interactionCallback("5", "unknown"), { body: { type: 4, data: { content: "again", allowed_mentions: nobody } }, auth: false }), 404, 10062);
        } else if (asked.isAutocomplete()) {
          assert.equal(asked.options.getFocused(), "lib");
          await asked.respond([{ name: "Libya", value: "libya" }]);
        } else if (asked.isButton()) {
          assert.equal(asked.customId, "p 0 +libya");
          await asked.update({ content: "✅ Libya", components: [], allowedMentions: nobody });
        } else if (asked.isStringSelectMenu()) {
          assert.deepEqual(asked.values, ["p 0 -libya"]);
          await asked.update({ content: "Libya", components: [], allowedMentions: nobody });
          done();
        }
      });
    });
  },
  // Told by the other side: what happens to the line while the client listens.
  async gateway() {
    let starts = 0;
    await listen((client, done, seen) => {
      client.on(Events.ShardResume, () => done());
      client.on(Events.ClientReady, () => says("ready", ++starts));
    });
    assert.equal(starts, 1);
  },
  async renewed() {
    let ready = 0;
    await listen((client, done) => {
      client.on(Events.ShardReady, () => (++ready === 2 ? done() : says("ready", ready)));
    });
  },
  async zombie() {
    const seen = await listen((client, done) => {
      client.on(Events.ShardResume, () => done());
      client.on(Events.ClientReady, () => says("ready", 1));
    });
    assert.ok(seen.some((line) => /zombie|ack/i.test(line)));
  },
  async token() {
    const client = new Client({ intents: [], rest: { api: base, retries: 0 } });
    await assert.rejects(client.login("MTIz.wrong.token"));
  },
};

await scenes[scene]();
process.exit(0);
