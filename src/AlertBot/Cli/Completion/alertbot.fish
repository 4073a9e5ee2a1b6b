# fish: alertbot completion fish > ~/.config/fish/completions/alertbot.fish
function __alertbot_offers
    set -l line (commandline -cp)
    alertbot "[suggest:"(string length -- $line)"]" $line 2>/dev/null
end
complete -c alertbot -a "(__alertbot_offers)"
