# Completions of inquota for elvish.
set edit:completion:arg-completer[inquota] = {|@words|
    env INQUOTA_COMPLETE=elvish inquota -- $@words | from-lines
}
