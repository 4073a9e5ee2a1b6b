# AlertBot as a container: non-root, no shell, a root file system that may be read-only, everything that lasts in /data.
#   docker build --build-arg VERSION=1.2.3 -t alertbot .
#   docker run --read-only --tmpfs /tmp -v alertbot:/data -v ./config:/config:ro \
#     -v ./telegram-token:/run/secrets/telegram-token:ro -e ALERTBOT_Telegram__TokenFile=/run/secrets/telegram-token alertbot
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /source
# The history that names the version stays outside.
ARG VERSION=0.0.0-unnamed
ENV MinVerVersionOverride=$VERSION
# Restored before the sources are there: a change of code does not download packages again.
COPY global.json Directory.Build.props Directory.Build.targets Directory.Packages.props BannedSymbols.txt .editorconfig ./
COPY src/AlertBot/AlertBot.csproj src/AlertBot/packages.lock.json src/AlertBot/
RUN dotnet restore --locked-mode src/AlertBot
COPY README.md ./
COPY config config
COPY src/AlertBot src/AlertBot
RUN dotnet publish --no-restore -c Release -o /app src/AlertBot && mkdir /data

# "extra" has ICU, which folds Arabic, and the time zones.
FROM mcr.microsoft.com/dotnet/aspnet:10.0-noble-chiseled-extra
WORKDIR /app
COPY --from=build /app .
COPY config /config
# The image's own unprivileged user; /data must be its own, or a new volume would be root's.
COPY --from=build --chown=1654:1654 /data /data
USER 1654
ENV ALERTBOT_ConnectionStrings__AlertBot="Data Source=/data/alertbot.db" \
    DOTNET_EnableDiagnostics=0
VOLUME /data
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=60s --timeout=10s --start-period=60s CMD ["dotnet", "/app/AlertBot.dll", "health", "--config", "/config"]
ENTRYPOINT ["dotnet", "/app/AlertBot.dll"]
CMD ["run", "--config", "/config"]
