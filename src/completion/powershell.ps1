# Completions of inquota for PowerShell.
Register-ArgumentCompleter -Native -CommandName inquota -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    $before = $commandAst.CommandElements | Where-Object { $_.Extent.EndOffset -lt $cursorPosition }
    $words = @($before | ForEach-Object {
        if ($_ -is [System.Management.Automation.Language.StringConstantExpressionAst]) { $_.Value } else { $_.Extent.Text }
    })
    # PowerShell drops an empty argument, so pass quotes instead.
    $word = if ($wordToComplete) { $wordToComplete } else { '""' }
    $encoding = [Console]::OutputEncoding
    try {
        [Console]::OutputEncoding = [System.Text.Encoding]::UTF8
        $env:INQUOTA_COMPLETE = 'powershell'
        $lines = & inquota -- @words $word
    } finally {
        Remove-Item Env:\INQUOTA_COMPLETE
        [Console]::OutputEncoding = $encoding
    }
    $lines | ForEach-Object {
        $value, $help = $_ -split "`t", 2
        $text = if ($value -match '[^\w=+:,./\\-]') { "'" + $value.Replace("'", "''") + "'" } else { $value }
        if (-not $help) { $help = $value }
        [System.Management.Automation.CompletionResult]::new($text, $value, 'ParameterValue', $help)
    }
}
