# bash: source <(alertbot completion bash), here or in ~/.bashrc
_alertbot() {
  local IFS=$'\n'
  # Files are bash's own to complete, where the program has nothing to offer.
  COMPREPLY=($(compgen -W "$("${COMP_WORDS[0]}" "[suggest:$COMP_POINT]" "$COMP_LINE" 2>/dev/null)" -- "${COMP_WORDS[COMP_CWORD]}"))
}
complete -o default -F _alertbot alertbot
