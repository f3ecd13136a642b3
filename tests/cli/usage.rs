//! Wrong usage: the error says what is wrong with the command line, the hint what to do.

use crate::program::Home;

#[test]
fn wrong_usage_gets_an_error_and_a_hint_in_plain_words() {
    let home = Home::new();
    for (line, message, hint) in [
        ("lgo Jane", "inquota has no command \"lgo\"", "did you mean inquota log?"),
        ("people lnk Jane in/x", "inquota people has no command \"lnk\"", "did you mean inquota people link?"),
        ("plan lst x", "inquota plan has no command \"lst\"", "did you mean inquota plan list?"),
        ("reply Jane Doe", "\"Doe\" is one word too many for inquota reply", "\"Jane Doe\""),
        ("check Jane Doe --inmail", "\"Doe\" is one word too many", "\"Jane Doe\""),
        ("people rename Jane Doe Jane Roe", "one word too many for inquota people rename", "in quotes"),
        ("status extra", "inquota status takes no arguments, but got \"extra\"", "inquota help status"),
        ("credits set -5", "the N of inquota credits set cannot be \"-5\"", "a whole number from 0 to 1000000"),
        ("credits set x", "cannot be \"x\"", "a whole number from 0"),
        ("credits buy 0", "cannot be \"0\"", "a whole number from 1"),
        ("plan set free --daily -3", "--daily cannot be \"-3\"", "give a whole number from 0 to 1000000, or none"),
        ("plan set free --renews-on first", "--renews-on cannot be \"first\"", "from 1 to 31"),
        ("check -n -1", "-n cannot be \"-1\"", "a whole number from 1"),
        ("history --number x", "--number cannot be \"x\"", "a whole number from 1"),
        ("log Jane --inmial", "inquota log has no option --inmial", "did you mean --inmail?"),
        ("config near 70", "inquota config has no command \"near\"", "to change it: inquota config set KEY VALUE"),
        ("accounts rename", "OLD and NEW are missing: inquota accounts rename needs them", "sales sales-2026"),
        ("reply", "PERSON is missing", "inquota reply \"Jane Doe\""),
        ("people link Jane", "HANDLE is missing", "in/jane-doe"),
        ("log Jane --free", "--free only works with --inmail", "add --inmail"),
        ("log Jane --with-note", "--with-note only works with --invite", "add --invite"),
        ("summary --until 2026-11-01", "--until only works with --from", "add --from"),
        ("edit 1 --new", "--new only works with --person", "add --person"),
        ("log Jane --note", "--note needs a value", "inquota help log"),
        ("log Jane --note x --note y", "--note is given twice", "once"),
        ("log Jane --inmail --invite", "--inmail cannot be used with --invite", "leave out --inmail or --invite"),
        ("summary --format nonsense", "--format cannot be \"nonsense\"", "table, markdown, csv"),
        ("undo -5", "no record has the id -5", "inquota history"),
    ] {
        let args: Vec<&str> = line.split(' ').collect();
        let error = home.refuses(2, &args);
        let (actual, actual_hint) = (error["message"].as_str().unwrap(), error["hint"].as_str().unwrap());
        assert!(actual.contains(message), "{line}: {actual}");
        assert!(actual_hint.contains(hint), "{line}: {actual_hint}");
        // As text: two lines, without the notation of the argument parser.
        let text = home.exits(2, &args).err;
        assert_eq!(text, format!("error: {actual}\nhint: {actual_hint}\n"), "{line}");
        assert!(!text.contains(['<', '>', '[', '`']) && !text.contains("Usage"), "{text}");
    }
    assert!(home.everything().is_empty());
}

#[test]
fn usage_errors_escape_control_characters() {
    let home = Home::new();
    for args in [
        &["\u{1b}[31mx"] as &[&str],
        &["reply", "a", "\u{1b}]0;x\u{7}"],
        &["--\u{1b}[2J"],
        &["summary", "--format", "\u{202e}x"],
    ] {
        let err = home.exits(2, args).err;
        assert!(!err.contains(['\u{1b}', '\u{7}', '\u{202e}']), "{err:?}");
    }
}

#[test]
fn a_search_for_what_is_nearly_a_command_gets_a_hint() {
    let run = Home::new().ok(&["people", "lnk"]);
    assert!(run.err.contains("inquota people link"), "{}", run.err);
    assert!(Home::new().ok(&["people", "jane"]).err.is_empty());
}
