# Completions of inquota for bash 3.2 and later.
_inquota() {
    local line
    COMPREPLY=()
    # If the common prefix of the candidates does not extend the typed word, an empty line follows them: bash then
    # finds no common prefix, and leaves the word as it is.
    while IFS= read -r line; do
        COMPREPLY+=("$line")
    done < <(INQUOTA_COMPLETE=bash inquota -- "${COMP_LINE:0:COMP_POINT}" "$2" 2>/dev/null)
    # No space after a folder or an option with `=`. Bash 3.2 has no compopt.
    if [[ ${#COMPREPLY[@]} -eq 1 && ${COMPREPLY[0]} == *[=/] ]]; then
        compopt -o nospace 2>/dev/null
    fi
}
complete -o nosort -F _inquota inquota 2>/dev/null || complete -F _inquota inquota
