//! Disjoint sets of indices. The lowest index represents its set.

/// A disjoint-set forest.
pub(super) struct DisjointSets {
    parents: Vec<usize>,
}

impl DisjointSets {
    /// `count` sets of one index each.
    pub(super) fn new(count: usize) -> Self {
        DisjointSets { parents: (0..count).collect() }
    }

    /// The lowest index of the set that has this one.
    pub(super) fn find(&mut self, mut index: usize) -> usize {
        while self.parents[index] != index {
            let parent = self.parents[index];
            self.parents[index] = self.parents[parent];
            index = parent;
        }
        index
    }

    /// Unites two sets.
    pub(super) fn union(&mut self, one: usize, other: usize) {
        let (one, other) = (self.find(one), self.find(other));
        self.parents[one.max(other)] = one.min(other);
    }

    /// Whether all indices are in one set.
    pub(super) fn are_one(&mut self) -> bool {
        (0..self.parents.len()).all(|index| self.find(index) == 0)
    }
}
