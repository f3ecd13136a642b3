//! Lookups of people by name in a checkpoint. They give candidates, to whom the contact book applies the exact rule.

use std::ops::Range;

use super::codec;
use super::file::CheckpointFile;
use super::name_index::{
    self, ONE_WORD, beginning, beginnings_of_typos, beginnings_with, hash_of_handle, hash_of_key, is_one_word,
    letter_signature, may_be_typo, may_be_typo_or_held, may_hold,
};
use super::stale::Stale;
use crate::engine::loose_name::LooseName;
use crate::engine::person::{PersonId, PersonQuery, name_key};

impl CheckpointFile {
    /// Candidates for exactly this name or handle.
    pub(super) fn exact_candidates(&self, query: &PersonQuery) -> Result<Vec<PersonId>, Stale> {
        let hash = match query {
            PersonQuery::Name(name) => hash_of_key(&name_key(name)),
            PersonQuery::Handle(handle) => hash_of_handle(handle),
        };
        let names = self.header.sections.names;
        self.read(names, self.key_range(names, (hash, hash), codec::read_number)?, name_index::owner)
    }

    /// Candidates whom a name may fit. Each word of a reading must begin a word of theirs, and at least one must be
    /// complete, so it is enough to list one word's beginnings or all complete words, whichever is fewer.
    pub(super) fn fitting_candidates(&self, name: &LooseName) -> Result<Vec<PersonId>, Stale> {
        let count = |span: &Range<u64>| span.end - span.start;
        let mut people = Vec::new();
        for reading in name.readings() {
            let spans = |of: fn(&str) -> (u64, u64)| {
                reading.split(' ').map(|word| self.word_range(of(word))).collect::<Result<Vec<Range<u64>>, Stale>>()
            };
            let whole = spans(|word| (beginning(word), beginning(word)))?;
            let rarest = Vec::from_iter(spans(beginnings_with)?.into_iter().min_by_key(count));
            let is_fewer = whole.iter().map(count).sum::<u64>() <= rarest.iter().map(count).sum();
            for span in if is_fewer { whole } else { rarest } {
                people.extend(self.read(self.header.sections.words, span, name_index::owner)?);
            }
        }
        Ok(people)
    }

    /// Candidates whose name may be like that of a new person: a typo of it, or a part of it, and so with a word in
    /// common or of one word; or a name that has all its words, apart from typos.
    pub(super) fn like_candidates(&self, new: &LooseName) -> Result<Vec<PersonId>, Stale> {
        let signature = letter_signature(new);
        let mut people = Vec::new();
        let one_word = is_one_word(new).then_some(ONE_WORD);
        for beginning in new.words().into_iter().map(beginning).chain(one_word) {
            let is_near = |_, known| may_be_typo_or_held(signature, known);
            people.extend(self.owners((beginning, beginning), is_near)?);
        }
        for reading in new.readings() {
            let ranges = reading.split(' ').map(|word| Ok((self.word_range(beginnings_of_typos(word))?, word)));
            let ranges = ranges.collect::<Result<Vec<_>, Stale>>()?;
            if let Some((_, word)) = ranges.into_iter().min_by_key(|(span, _)| span.end - span.start) {
                let is_near = |own, known| may_be_typo(beginning(word), own) && may_hold(signature, known);
                people.extend(self.owners(beginnings_of_typos(word), is_near)?);
            }
        }
        Ok(people)
    }

    /// The first owners of each of these words, `most` at most, and others whose words begin alike.
    pub(super) fn with_words(&self, words: &[String], most: usize) -> Result<Vec<PersonId>, Stale> {
        let mut people = Vec::new();
        for word in words {
            let span = self.word_range((beginning(word), beginning(word)))?;
            let near = span.start..span.end.min(span.start + most as u64);
            people.extend(self.read(self.header.sections.words, near, name_index::owner)?);
        }
        Ok(people)
    }

    /// The owners of words with beginnings in a range, chosen by the beginning and the signature of the name.
    fn owners(&self, range: (u64, u64), is_near: impl Fn(u64, u64) -> bool) -> Result<Vec<PersonId>, Stale> {
        let rows = self.read(self.header.sections.words, self.word_range(range)?, |row| {
            let (beginning, id) = (row.u64()?, PersonId(row.u32()?));
            Ok(is_near(beginning, row.u64()?).then_some(id))
        })?;
        Ok(rows.into_iter().flatten().collect())
    }

    /// The places of the words with beginnings in a range, both ends included.
    fn word_range(&self, beginnings: (u64, u64)) -> Result<Range<u64>, Stale> {
        self.key_range(self.header.sections.words, beginnings, codec::read_number)
    }
}
