# bash completion for PROGRAM. Put this into ~/.bashrc: source <(PROGRAM completion bash)
_complete_PROGRAM() {
  local line="${COMP_LINE:0:COMP_POINT}"
  line="${line#*"${COMP_WORDS[0]}"}"
  line="${line# }"
  local IFS=$'\n'
  # Nothing to say: bash then offers files.
  COMPREPLY=($(compgen -W "$("${COMP_WORDS[0]}" "[suggest:${#line}]" "$line" 2>/dev/null)" -- "${COMP_WORDS[COMP_CWORD]}"))
}
complete -o default -F _complete_PROGRAM PROGRAM
