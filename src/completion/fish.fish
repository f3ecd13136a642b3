# Completions of inquota for fish.
complete --command inquota --no-files --keep-order --arguments '(INQUOTA_COMPLETE=fish inquota -- (commandline --current-process --tokenize --cut-at-cursor) (commandline --current-token --cut-at-cursor) 2>/dev/null)'
