// Scenes for a Bot API server, played by grammY, a client that knows nothing of ours: node telegram.mjs SCENE URL TOKEN.
// Ends with 0 when the server behaved as the client expects of Telegram.
import assert from "node:assert/strict";
import { Bot, GrammyError, HttpError, InlineKeyboard, InputFile } from "grammy";

const [scene, apiRoot, token] = process.argv.slice(2);
const bot = new Bot(token, { client: { apiRoot, timeoutSeconds: 60 } });
const api = bot.api;
const user = 5, group = -1001, channel = -100777, forum = -100888;

const refused = async (call, code, words) => {
  const error = await call.then(() => assert.fail("was accepted"), (e) => e);
  assert.ok(error instanceof GrammyError, `${error}`);
  assert.equal(error.error_code, code);
  assert.match(error.description, words);
  return error;
};
const failed = async (call) => {
  const error = await call.then(() => assert.fail("was accepted"), (e) => e);
  assert.ok(error instanceof HttpError, `${error}`);
};
const sleep = (ms) => new Promise((done) => setTimeout(done, ms));
// Runs the client's own receiver until a handler says that it has seen enough.
const receiveUntil = async (register) => {
  const seen = new Promise((done) => register(done));
  const running = bot.start({ timeout: 1 });
  await seen;
  await bot.stop();
  await running;
};

const scenes = {
  async me() {
    const me = await api.getMe();
    assert.ok(me.is_bot && me.username.endsWith("Bot"));
  },
  async command() {
    await receiveUntil((done) => bot.command("start", async (ctx) => {
      assert.equal(ctx.match, "libya");
      assert.equal(ctx.chat.type, "private");
      await ctx.reply(`welcome ${ctx.from.language_code}`);
      done();
    }));
  },
  async redelivery() {
    const first = await api.getUpdates({ timeout: 0 });
    const again = await api.getUpdates({ timeout: 0 });
    assert.deepEqual(first, again);
    assert.equal(first.length, 2);
    const rest = await api.getUpdates({ offset: first[0].update_id + 1, timeout: 0 });
    assert.deepEqual(rest, first.slice(1));
    assert.equal((await api.getUpdates({ offset: first[1].update_id + 1, timeout: 0 })).length, 0);
  },
  async limit() {
    assert.equal((await api.getUpdates({ limit: 1, timeout: 0 })).length, 1);
  },
  async pollers() {
    const waiting = refused(api.getUpdates({ timeout: 30 }), 409, /terminated by other getUpdates/);
    await sleep(100);
    await api.getUpdates({ timeout: 0 });
    await waiting;
  },
  async buttons() {
    const keyboard = new InlineKeyboard().text("Libya", "p 0 +libya").row().text("Oil", "p 0 +oil");
    const sent = await api.sendMessage(user, "Topics", { reply_markup: keyboard });
    await receiveUntil((done) => bot.callbackQuery("p 0 +libya", async (ctx) => {
      await ctx.answerCallbackQuery({ text: "done" });
      await ctx.editMessageText("Topics: Libya", { reply_markup: new InlineKeyboard().text("✅ Libya", "p 0 -libya") });
      done();
    }));
    assert.equal(sent.message_id, 1);
  },
  async buttonTooLong() {
    await refused(api.sendMessage(user, "Topics", { reply_markup: new InlineKeyboard().text("x", "ب".repeat(33)) }), 400, /BUTTON_DATA_INVALID/);
  },
  async html() {
    const sent = await api.sendMessage(user, "<b>Truce</b> &amp; <a href=\"https://example.org/?a=1&amp;b=2\">talks</a>", { parse_mode: "HTML" });
    assert.equal(sent.text, "Truce & talks");
  },
  async htmlWrong() {
    await refused(api.sendMessage(user, "<b>Truce", { parse_mode: "HTML" }), 400, /can't parse entities/);
    await refused(api.sendMessage(user, "<p>Truce</p>", { parse_mode: "HTML" }), 400, /can't parse entities/);
  },
  async length() {
    await api.sendMessage(user, "a".repeat(4096));
    await refused(api.sendMessage(user, "a".repeat(4097)), 400, /message is too long/);
    await refused(api.sendMessage(user, "ب".repeat(20000)), 400, /text is too long/);
  },
  async empty() {
    await refused(api.sendMessage(user, "\u200b \u2060"), 400, /text/);
  },
  async flood() {
    const error = await refused(api.sendMessage(user, "hello"), 429, /retry after 3/);
    assert.equal(error.parameters.retry_after, 3);
    await api.sendMessage(user, "hello");
  },
  async paceOfAChat() {
    await api.sendMessage(user, "one");
    const error = await refused(api.sendMessage(user, "two"), 429, /Too Many Requests/);
    await api.sendMessage(6, "another chat is free");
    await sleep(error.parameters.retry_after * 1000);
    await api.sendMessage(user, "two");
  },
  async paceOfAGroup() {
    for (let i = 0; i < 20; i++) await api.sendMessage(group, `${i}`);
    const error = await refused(api.sendMessage(group, "20"), 429, /Too Many Requests/);
    assert.ok(error.parameters.retry_after > 50);
  },
  async paceOfABot() {
    const all = await Promise.allSettled(Array.from({ length: 40 }, (_, i) => api.sendMessage(100 + i, "hello")));
    assert.equal(all.filter((r) => r.status === "fulfilled").length, 30);
  },
  async blocked() {
    await refused(api.sendMessage(user, "hello"), 403, /bot was blocked by the user/);
  },
  async kicked() {
    await refused(api.sendMessage(group, "hello"), 403, /bot was kicked from the supergroup chat/);
  },
  async rights() {
    await refused(api.sendMessage(channel, "hello"), 400, /need administrator rights in the channel chat/);
    await refused(api.getChatMember(channel, user), 400, /member list is inaccessible/);
  },
  async topics() {
    await api.sendMessage(forum, "hello", { message_thread_id: 45 });
    await refused(api.sendMessage(forum, "hello", { message_thread_id: 46 }), 400, /message thread not found/);
    await api.sendMessage(group, "no forum: the thread is ignored", { message_thread_id: 46 });
  },
  async migrated() {
    const error = await refused(api.sendMessage(group, "hello"), 400, /upgraded to a supergroup/);
    assert.equal(error.parameters.migrate_to_chat_id, -100200300);
  },
  async edit() {
    const sent = await api.sendMessage(user, "one source");
    const edited = await api.editMessageText(user, sent.message_id, "two sources");
    assert.equal(edited.text, "two sources");
    await refused(api.editMessageText(user, sent.message_id, "two sources"), 400, /message is not modified/);
    await refused(api.editMessageText(user, 999, "two sources"), 400, /message to edit not found/);
  },
  async reply() {
    const sent = await api.sendMessage(user, "story");
    await api.sendMessage(user, "development", { reply_parameters: { message_id: sent.message_id } });
    await refused(api.sendMessage(user, "development", { reply_parameters: { message_id: 999 } }), 400, /message to be replied not found/);
    await api.sendMessage(user, "development", { reply_parameters: { message_id: 999, allow_sending_without_reply: true } });
  },
  async file() {
    await api.sendDocument(user, new InputFile(Buffer.from("{\"chat\":1}"), "export.json"), { caption: "all" });
  },
  async menus() {
    assert.ok(await api.setMyCommands([{ command: "help", description: "المساعدة" }], { scope: { type: "all_private_chats" }, language_code: "ar" }));
    await refused(api.setMyCommands([{ command: "help", description: "" }]), 400, /BOT_COMMAND_INVALID/);
  },
  async members() {
    assert.equal((await api.getChatMember(group, 88)).status, "administrator");
    assert.equal((await api.getChatMember(group, 77)).status, "member");
    assert.deepEqual((await api.getChatAdministrators(group)).map((m) => m.user.id), [88]);
  },
  async chat() {
    assert.equal((await api.getChat("@desknews")).id, channel);
    await refused(api.getChat("@nowhere"), 400, /chat not found/);
  },
  async unauthorized() {
    await refused(api.getMe(), 401, /Unauthorized/);
  },
  async gateway() {
    await failed(api.sendMessage(user, "hello"));
  },
  async cut() {
    await failed(api.sendMessage(user, "hello"));
  },
  async silence() {
    await failed(api.sendMessage(user, "hello"));
  },
  async method() {
    await refused(api.raw.getStickerSet({ name: "x" }), 404, /method not found/);
  },
};

await scenes[scene]();
