"""Scenes for a Discord server, played by discord.py (Debian: python3-discord), a client that knows nothing of ours: discord_py.py API-URL GATEWAY-URL TOKEN.

It listens compressed (zlib-stream). Ends with 0 when the server behaved as the client expects of Discord.
"""
import asyncio
import sys

import discord
from discord import app_commands
from discord.gateway import DiscordWebSocket
from discord.http import Route
from yarl import URL

api, gateway, token = sys.argv[1:4]
ROOM, DESK = 800000000000000001, 800000000000000098

# The addresses are fixed in this version: it asks nobody where the gateway is.
Route.BASE = api
DiscordWebSocket.DEFAULT_GATEWAY = URL(gateway)


class Bot(discord.Client):
    def __init__(self):
        super().__init__(intents=discord.Intents(guilds=True), allowed_mentions=discord.AllowedMentions.none())
        self.tree = app_commands.CommandTree(self)
        self.steps = []

    async def setup_hook(self):
        @self.tree.command(name="subscribe", description="Follow topics")
        async def subscribe(asked: discord.Interaction, topics: str):
            assert topics == "libya", topics
            await asked.response.defer(ephemeral=True)
            await asked.edit_original_response(content="done")
            await asked.followup.send("more")
            self.steps.append("command")
            await self.says("answered")

        assert len(await self.tree.sync()) == 1

    async def says(self, text):
        await self.get_partial_messageable(DESK).send(text)

    async def on_ready(self):
        if "ready" in self.steps:
            return
        self.steps.append("ready")
        room = self.get_channel(ROOM)
        embed = discord.Embed(title="Truce", description="holds", colour=0xD92D20)
        sent = await room.send("hello", embed=embed)
        edited = await sent.edit(content="edited")
        assert (edited.id, edited.content) == (sent.id, "edited")
        await self.refused(self.get_partial_messageable(800000000000000003).send("x"), discord.NotFound, 10003)
        await self.refused(self.get_partial_messageable(800000000000000004).send("x"), discord.Forbidden, 50013)
        await self.refused(room.send("a" * 2001), discord.HTTPException, 50035)
        begun = asyncio.get_running_loop().time()
        await self.get_partial_messageable(800000000000000005).send("after a 429")
        assert asyncio.get_running_loop().time() - begun >= 0.7
        self.steps.append("http")
        await self.says("ready")

    async def on_resumed(self):
        self.steps.append("resumed")
        await self.says("resumed")
        if self.steps.count("resumed") == 2:
            await self.close()

    @staticmethod
    async def refused(call, kind, code):
        try:
            await call
        except kind as e:
            assert e.code == code, e
            return
        raise AssertionError(f"{code} was accepted")

    async def on_error(self, event, *args, **kwargs):
        import traceback

        traceback.print_exc()
        await self.close()


async def main():
    bot = Bot()
    await asyncio.wait_for(bot.start(token), 180)
    assert bot.steps == ["ready", "http", "command", "resumed", "resumed"], bot.steps


asyncio.run(main())
