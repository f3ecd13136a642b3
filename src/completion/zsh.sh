#compdef inquota
# Completions of inquota for zsh.
_inquota() {
    local line value
    local -a values shown
    while IFS= read -r line; do
        value="${line%%$'\t'*}"
        values+=("$value")
        if [[ "$line" == *$'\t'* ]]; then
            shown+=("$value  -- ${line#*$'\t'}")
        else
            shown+=("$value")
        fi
    done < <(INQUOTA_COMPLETE=zsh inquota -- "${(@)words[1,CURRENT-1]}" "$PREFIX" 2>/dev/null)
    (( $#values )) || return 1
    # The program has chosen what fits, in capitals or not: everything it names is a match.
    if [[ $#values -eq 1 && "${values[1]}" == *[=/] ]]; then
        compadd -U -S '' -l -d shown -a values
    else
        compadd -U -l -V inquota -d shown -a values
    fi
}
if [[ "${funcstack[1]}" == _inquota ]]; then
    _inquota "$@"
else
    compdef _inquota inquota
fi
