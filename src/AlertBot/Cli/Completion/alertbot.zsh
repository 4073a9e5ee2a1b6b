# zsh: source <(alertbot completion zsh), after compinit, here or in ~/.zshrc
_alertbot() {
  local -a offers
  offers=(${(f)"$($words[1] "[suggest:$CURSOR]" "$BUFFER" 2>/dev/null)"})
  # Files where the program has nothing to offer.
  compadd -a offers || _files
}
compdef _alertbot alertbot
