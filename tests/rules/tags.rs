//! Figures by tag, and the acceptance rate by group (rules 5.6, 8).

use inquota::engine::advice::stats::{Group, Grouping};
use inquota::engine::calendar::Month;
use inquota::engine::rates::Cost;
use inquota::engine::tag_figures::{FiguresByTag, TaggedLedger};

use super::story::{berlin, date};

const NOW: &str = "2026-11-25 09:00";

/// Messages, InMails, invitations, people, responses, credits spent, of each tag.
fn sent(figures: &FiguresByTag) -> Vec<(Option<&str>, [u64; 6])> {
    let row = |row: &inquota::engine::tag_figures::TagFigures| {
        let counts = row.counts.clone();
        [counts.messages, counts.inmails, counts.invitations, row.people, counts.responses, counts.charged]
    };
    figures.rows.iter().map(|figures| (figures.tag.as_deref(), row(figures))).collect()
}

#[test]
fn a_send_counts_under_each_of_its_tags_and_what_has_none_in_a_row_of_its_own() {
    let mut s = berlin();
    let jane = s.message("2026-11-02 10:00", "Jane");
    s.tag(jane, &["spring", "west"]);
    // The same tag twice, with and without #, is one.
    let ravi = s.inmail("2026-11-02 11:00", "Ravi");
    s.tag(ravi, &["#spring", "spring"]);
    s.invite("2026-11-02 12:00", "Zoë", false);
    s.message("2026-11-02 13:00", "Ana");
    // A person who got two things is one person.
    let again = s.invite("2026-11-03 10:00", "Jane", true);
    s.tag(again, &["spring"]);
    let taken_back = s.message("2026-11-03 11:00", "Bo");
    s.tag(taken_back, &["north"]);
    s.void(taken_back);
    let found = s.november_by_tag(NOW);
    assert_eq!(
        sent(&found),
        [(Some("spring"), [1, 1, 1, 2, 0, 1]), (Some("west"), [1, 0, 0, 1, 0, 0]), (None, [1, 0, 1, 2, 0, 0])]
    );
    assert_eq!(found.in_several, 1);
    // The tags of what counts, the latest first: north was taken back.
    assert_eq!(TaggedLedger::tags(&s.timeline()), ["spring", "west"]);
}

#[test]
fn a_response_belongs_to_the_first_contact_and_an_acceptance_to_its_invitation() {
    let mut s = berlin();
    let first = s.message("2026-10-30 10:00", "Jane");
    s.tag(first, &["spring"]);
    let second = s.inmail("2026-11-02 10:00", "Jane");
    s.tag(second, &["west"]);
    s.reply("2026-11-03 10:00", "Jane");
    s.reply("2026-11-04 10:00", "Jane");
    // Who wrote first belongs to no tag.
    s.reply("2026-11-01 10:00", "Ravi");
    let written = s.message("2026-11-02 10:00", "Ravi");
    s.tag(written, &["west"]);
    s.reply("2026-11-05 10:00", "Ravi");
    let invited = s.invite("2026-10-20 10:00", "Zoë", false);
    s.tag(invited, &["spring"]);
    s.accepted("2026-11-02 10:00", "Zoë");
    // They invited the member.
    s.accepted("2026-11-02 11:00", "Ana");
    let (spring, west) = (s.november_of("spring", NOW), s.november_of("west", NOW));
    // Both responses of Jane are of November, though spring contacted her in October.
    assert_eq!((spring.counts.responses, spring.counts.accepted, spring.counts.received), (2, 1, 0));
    assert_eq!((spring.counts.messages, spring.response_rate.contacted), (0, 0));
    assert_eq!((west.counts.responses, west.response_rate.contacted), (0, 0));
    assert_eq!((west.counts.messages, west.counts.inmails, west.counts.charged), (1, 1, 1));
    // LinkedIn's rate looks at the InMail itself: Jane answered it.
    assert_eq!((west.inmail_rate.sent, west.inmail_rate.responded), (1, 1));
    let days: Vec<u64> = spring.days[..5].iter().map(|day| day.counts.responses).collect();
    assert_eq!(days, [0, 0, 1, 1, 0]);
    // The people reached are those of the tag's messages.
    assert_eq!(west.reached(date("2026-11-01"), date("2026-11-30")), 1);
    assert_eq!(spring.reached(date("2026-11-01"), date("2026-11-30")), 0);
}

#[test]
fn credits_per_response_divide_the_credits_of_the_period_by_its_responses() {
    let mut s = berlin();
    for (name, at) in [("a", "2026-11-02 10:00"), ("b", "2026-11-02 11:00"), ("c", "2026-11-20 10:00")] {
        let sent = s.inmail(at, name);
        s.tag(sent, &["spring"]);
    }
    let of = |s: &super::story::Story, as_of: &str| s.november_of("spring", as_of).counts.cost();
    assert_eq!((of(&s, NOW), of(&s, NOW).per_response()), (Cost { spent: 3, responses: 0 }, None));
    // a answers twice, and c declines: 3 credits and 3 responses.
    s.reply("2026-11-03 10:00", "a");
    s.reply("2026-11-04 10:00", "a");
    s.declined("2026-11-21 10:00", "c");
    assert_eq!(of(&s, NOW).per_response(), Some(1.0));
    // b answers late: 3 for 4. On 3 November at 12:00, 2 for 1.
    s.reply("2026-11-24 10:00", "b");
    assert_eq!((of(&s, NOW).per_response(), of(&s, "2026-11-03 12:00").per_response()), (Some(0.75), Some(2.0)));
    // Nothing spent is 0, and rounding is to four places.
    let cost = |spent, responses| Cost { spent, responses }.per_response();
    assert_eq!((cost(0, 2), cost(2, 3), cost(2, 0)), (Some(0.0), Some(0.6667), None));
}

#[test]
fn a_response_to_a_contact_of_an_earlier_month_lowers_the_cost_of_the_month_in_which_it_comes() {
    let mut s = berlin();
    for (name, at) in [("a", "2026-10-30 10:00"), ("b", "2026-10-30 11:00"), ("c", "2026-11-02 10:00")] {
        let sent = s.inmail(at, name);
        s.tag(sent, &["spring"]);
    }
    s.inmail("2026-11-03 10:00", "d");
    s.reply("2026-11-04 10:00", "a");
    s.reply("2026-11-05 10:00", "b");
    // spring in November: c's credit, and the responses of a and b, who were contacted in October.
    let november = s.november_of("spring", NOW);
    assert_eq!((november.response_rate.contacted, november.response_rate.answered()), (1, 0));
    assert_eq!(
        (november.counts.cost(), november.counts.cost().per_response()),
        (Cost { spent: 1, responses: 2 }, Some(0.5))
    );
    let by_tag = s.november_by_tag(NOW);
    let costs: Vec<Cost> = by_tag.rows.iter().map(|row| row.counts.cost()).collect();
    assert_eq!(costs, [Cost { spent: 1, responses: 2 }, Cost { spent: 1, responses: 0 }]);
}

#[test]
fn a_period_holds_what_lies_in_it_and_is_not_after_the_as_of_instant() {
    let mut s = berlin();
    for at in ["2026-10-31 23:59", "2026-11-01 00:00", "2026-11-30 23:59", "2026-12-01 00:00"] {
        let sent = s.message(at, at);
        s.tag(sent, &["spring"]);
    }
    let messages = |as_of: &str| s.november_of("spring", as_of).counts.messages;
    assert_eq!((messages("2026-12-24 09:00"), messages(NOW), messages("2026-10-31 09:00")), (2, 1, 0));
    assert_eq!(s.november_by_tag(NOW).rows[0].counts.messages, 1);
    assert!(s.november_by_tag("2026-10-31 09:00").rows.is_empty());
}

#[test]
fn invitations_have_an_acceptance_rate_by_note_tag_and_month() {
    let mut s = berlin();
    // In time to the second, a second late, and one that is judged on 4 December and was accepted already.
    s.invite("2026-10-10 10:00", "a", true);
    s.accepted("2026-10-24 10:00", "a");
    s.invite("2026-10-10 10:00", "b", true);
    s.accepted("2026-10-24T10:00:01+02:00", "b");
    s.invite("2026-11-20 10:00", "c", false);
    s.accepted("2026-11-21 10:00", "c");
    let withdrawn = s.invite("2026-11-02 10:00", "d", false);
    s.tag(withdrawn, &["spring", "west"]);
    s.withdrawn("2026-11-03 10:00", "d");
    // An invitation to a connection is not counted.
    s.invite("2026-11-04 10:00", "c2", false);
    s.accepted("2026-11-03 10:00", "c2");
    let all = (Group::All, [4, 3, 1, 1, 1, 1]);
    assert_eq!(
        s.invitations_by(Grouping::Note, NOW),
        [(Group::WithNote, [2, 2, 1, 1, 0, 0]), (Group::WithoutNote, [2, 1, 0, 0, 1, 1]), all.clone()]
    );
    let month = |month| Group::Month(Month::new(2026, month).unwrap());
    assert_eq!(
        s.invitations_by(Grouping::Month, NOW),
        [(month(10), [2, 2, 1, 1, 0, 0]), (month(11), [2, 1, 0, 0, 1, 1]), all.clone()]
    );
    let named = |name: &str| Group::Named(name.to_owned());
    assert_eq!(
        s.invitations_by(Grouping::Tag, NOW),
        [
            (Group::Unnamed, [3, 2, 1, 1, 1, 1]),
            (named("spring"), [1, 1, 0, 0, 0, 0]),
            (named("west"), [1, 1, 0, 0, 0, 0]),
            all
        ]
    );
}

#[test]
fn invitations_that_replaced_one_another_are_one_in_the_group_of_the_first() {
    let mut s = berlin();
    let first = s.invite("2026-10-30 10:00", "Jane", false);
    s.tag(first, &["spring"]);
    let second = s.invite("2026-11-05 10:00", "Jane", true);
    s.tag(second, &["west"]);
    s.accepted("2026-11-10 10:00", "Jane");
    // Judged from 30 October on: accepted on day 11.
    let one = [1, 1, 1, 0, 0, 0];
    assert_eq!(s.invitations_by(Grouping::Note, NOW), [(Group::WithoutNote, one), (Group::All, one)]);
    assert_eq!(s.invitations_by(Grouping::Tag, NOW)[0], (Group::Named("spring".to_owned()), one));
    // Both were sent, each under its tag; the acceptance belongs to the first.
    let (spring, west) = (s.november_of("spring", NOW), s.november_of("west", NOW));
    assert_eq!((spring.counts.invitations, spring.counts.accepted), (0, 1));
    assert_eq!((west.counts.invitations, west.counts.accepted, west.acceptance_rate.invited), (1, 0, 0));
    // After a withdrawal, an invitation is a new one.
    s.withdrawn("2026-11-11 10:00", "Ravi");
    s.invite("2026-10-01 10:00", "Ravi", false);
    s.invite("2026-11-12 10:00", "Ravi", true);
    let by_note = s.invitations_by(Grouping::Note, "2026-12-24 09:00");
    assert_eq!(by_note[0], (Group::WithNote, [1, 1, 0, 0, 0, 0]));
    assert_eq!(by_note[1], (Group::WithoutNote, [2, 2, 1, 0, 0, 0]));
}
