//! The list of invitations agrees with the fold, and with the model (rules 5.3, 5.4, 5.7).

use inquota::engine::calendar::Instant;
use inquota::engine::person::PersonId;
use inquota::engine::sent_invitations::{InvitationState, SentInvitation, sent_invitations};
use inquota::engine::statement::statement;
use proptest::prelude::*;

use crate::agreement::period;
use crate::cases;
use crate::history::{everybody, histories, moment};
use crate::model::State;
use crate::model::journal::{Entered, Entry};

fn count(list: &[SentInvitation], state: InvitationState) -> u64 {
    list.iter().filter(|invitation| invitation.state == state).count() as u64
}

proptest! {
    #![proptest_config(cases(2))]

    #[test]
    fn the_list_has_the_pending_invitations_of_the_account(history in histories(), when in moment()) {
        let (timeline, as_of) = (history.timeline(), history.instant(&when));
        let (list, account) = (sent_invitations(&timeline, as_of), timeline.account_at(as_of));
        for person in everybody().map(|person| timeline.book().resolve(person)) {
            let connection = account.person(Some(person)).connection;
            let is_pending = |it: &&SentInvitation| it.to == person && it.state == InvitationState::Pending;
            let listed: Vec<_> = list.iter().filter(is_pending).map(|it| (it.sent, it.lapses_at)).collect();
            let pending: Vec<_> = connection.pending(as_of).iter().map(|it| (it.sent, it.lapses_at)).collect();
            prop_assert_eq!(listed, pending);
            let mut withdrawn = list.iter().filter(|it| it.to == person && it.state == InvitationState::Withdrawn);
            let ahead = connection.may_invite_again_at().filter(|again| *again > as_of);
            prop_assert!(withdrawn.clone().all(|it| it.may_invite_again_at == ahead));
            prop_assert_eq!(withdrawn.next_back().and_then(|it| it.changed_at), connection.withdrawn);
        }
        prop_assert!(list.is_sorted_by_key(|it| it.sent), "oldest first");
    }

    #[test]
    fn the_list_counts_as_many_changes_in_a_period_as_its_summary(
        history in histories(), when in moment(), ends in (moment(), moment()),
    ) {
        let (timeline, as_of, period) = (history.timeline(), history.instant(&when), period(&history, &ends));
        let (list, counts) = (sent_invitations(&timeline, as_of), statement(&timeline, period, as_of).counts);
        let is_in_it = |at: Instant| (period.from..=period.to).contains(&at.in_zone(history.zone).date_naive());
        let changed: Vec<_> = list.into_iter().filter(|it| it.changed_at.is_some_and(is_in_it)).collect();
        prop_assert_eq!(count(&changed, InvitationState::Accepted), counts.accepted);
        prop_assert_eq!(count(&changed, InvitationState::Withdrawn), counts.withdrawn);
    }

    #[test]
    fn the_list_is_that_of_the_model(history in histories(), when in moment()) {
        let (as_of, reading) = (history.instant(&when), history.reading());
        let listed = sent_invitations(&history.timeline(), as_of);
        let listed: Vec<_> = listed.iter().map(|it| (it.place, it.state, it.changed_at, it.lapses_at)).collect();
        prop_assert_eq!(listed, in_model(&State::as_of(&reading, as_of)));
    }
}

type Listed = (usize, InvitationState, Option<Instant>, Instant);

/// The list, by looking for the next entry about the person of each invitation that changes something.
fn in_model(state: &State) -> Vec<Listed> {
    let invitations = state.journal.iter().enumerate().filter_map(|(index, entry)| {
        let Entered::Invitation(to, _) = entry.what else { return None };
        let lapse = state.lapse(entry.at);
        let mut later = state.journal[index + 1..].iter().take_while(|later| later.at < lapse);
        let (state, changed_at) = match later.find_map(|later| change(later, to)) {
            Some((None, _)) => return None,
            Some((Some(change), at)) => (change, Some(at)),
            None if lapse <= state.now => (InvitationState::Lapsed, Some(lapse)),
            None => (InvitationState::Pending, None),
        };
        Some((entry.place.unwrap(), state, changed_at, lapse))
    });
    invitations.collect()
}

/// What an entry makes of a pending invitation to a person: nothing is left of it if they are invited again.
fn change(entry: &Entry, person: PersonId) -> Option<(Option<InvitationState>, Instant)> {
    let state = match entry.what {
        Entered::Invitation(to, _) if to == person => None,
        Entered::Acceptance { by, .. } if by == person => Some(InvitationState::Accepted),
        Entered::Withdrawal { of, .. } if of == person => Some(InvitationState::Withdrawn),
        _ => return None,
    };
    Some((state, entry.at))
}
