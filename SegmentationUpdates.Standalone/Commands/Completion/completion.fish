# fish completion for PROGRAM. Put this into ~/.config/fish/completions/PROGRAM.fish
function __complete_PROGRAM
  set -l line (string replace --regex '^\s*\S+\s?' '' -- (commandline --cut-at-cursor))
  PROGRAM "[suggest:"(string length -- "$line")"]" "$line" 2>/dev/null | string match --regex '.+'
end
complete --command PROGRAM --arguments '(__complete_PROGRAM)'
