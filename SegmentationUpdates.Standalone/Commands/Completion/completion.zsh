#compdef PROGRAM
# zsh completion for PROGRAM. Put this into ~/.zshrc after compinit: source <(PROGRAM completion zsh)
_complete_PROGRAM() {
  local line="${BUFFER[1,CURSOR]#*"${words[1]}"}"
  line="${line# }"
  local -a found
  found=("${(@f)$("${words[1]}" "[suggest:${#line}]" "$line" 2>/dev/null)}")
  found=("${(@)found:#}")
  if (( ${#found} )); then
    compadd -a found
  else
    _files
  fi
}
compdef _complete_PROGRAM PROGRAM
