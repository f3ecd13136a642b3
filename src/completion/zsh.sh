#compdef inquota
# Completions of inquota for zsh.
_inquota() {
    local line value keep=''
    local -a values shown
    while IFS= read -r line; do
        # If the common prefix of the candidates does not extend the typed word, an empty line follows them.
        [[ -n "$line" ]] || { keep=1; continue }
        value="${line%%$'\t'*}"
        values+=("$value")
        if [[ "$line" == *$'\t'* ]]; then
            shown+=("$value  -- ${line#*$'\t'}")
        else
            shown+=("$value")
        fi
    done < <(INQUOTA_COMPLETE=zsh inquota -- "${(@)words[1,CURRENT-1]}" "$QIPREFIX$PREFIX" 2>/dev/null)
    (( $#values )) || return 1
    # inquota has already chosen what fits, whatever the case: every candidate is a match.
    if [[ $#values -eq 1 && "${values[1]}" == *[=/] ]]; then
        compadd -U -S '' -l -d shown -a values
    else
        compadd -U -l -V inquota -d shown -a values
    fi
    # Keep the word and list the matches; a menu works as the shell is set.
    if [[ -n "$keep" && "$compstate[insert]" == *unambiguous* ]]; then
        compstate[insert]=''
        compstate[list]='list force'
    fi
}
if [[ "${funcstack[1]}" == _inquota ]]; then
    _inquota "$@"
else
    # Evaluated rather than loaded from $fpath: without compinit, there is no compdef.
    (( $+functions[compdef] )) || { autoload -Uz compinit && compinit -i }
    compdef _inquota inquota
fi
