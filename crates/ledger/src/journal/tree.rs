//! The Merkle tree of RFC 6962, section 2.1: hashes, the growing right edge, proofs and their verification.

use sha2::{Digest, Sha256};

use crate::bytes::{Canonical, Malformed, Reader, Writer};
use crate::hash::Hash;

/// Hash of a leaf's bytes.
#[must_use]
pub fn leaf_hash(bytes: &[u8]) -> Hash {
    Hash(
        Sha256::new()
            .chain_update([0])
            .chain_update(bytes)
            .finalize()
            .into(),
    )
}

/// Hash of two subtrees side by side.
#[must_use]
pub fn node_hash(left: Hash, right: Hash) -> Hash {
    Hash(
        Sha256::new()
            .chain_update([1])
            .chain_update(left.0)
            .chain_update(right.0)
            .finalize()
            .into(),
    )
}

/// The root of the tree without leaves.
#[must_use]
pub fn empty_root() -> Hash {
    Hash::plain(&[])
}

/// The right edge of a growing tree: enough to add leaves and to know the root.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Edge {
    size: u64,
    /// Roots of the full subtrees from left to right, one for each bit set in `size`.
    peaks: Vec<Hash>,
}

/// A subtree that just became full.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Full {
    /// It has 2 to this power leaves.
    pub level: u32,
    /// Its place among those of its level, from 0.
    pub index: u64,
    /// Its root.
    pub root: Hash,
}

impl Edge {
    /// Number of leaves.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Adds a leaf by its hash; gives each subtree it fills, the leaf itself first.
    pub fn push(&mut self, leaf: Hash) -> Vec<Full> {
        let mut full = Full {
            level: 0,
            index: self.size,
            root: leaf,
        };
        let mut filled = vec![full];
        while self.size >> full.level & 1 == 1 {
            let Some(left) = self.peaks.pop() else { break };
            full = Full {
                level: full.level + 1,
                index: full.index >> 1,
                root: node_hash(left, full.root),
            };
            filled.push(full);
        }
        self.peaks.push(full.root);
        self.size += 1;
        filled
    }

    /// The root of the whole tree.
    #[must_use]
    pub fn root(&self) -> Hash {
        let join = |right: Hash, left: &Hash| node_hash(*left, right);
        match self.peaks.split_last() {
            None => empty_root(),
            Some((last, rest)) => rest.iter().rev().fold(*last, join),
        }
    }
}

impl Canonical for Edge {
    fn write(&self, to: &mut Writer) {
        self.size.write(to);
        self.peaks.write(to);
    }

    fn read(from: &mut Reader<'_>) -> Result<Self, Malformed> {
        let edge = Self {
            size: Canonical::read(from)?,
            peaks: Canonical::read(from)?,
        };
        if edge.peaks.len() == edge.size.count_ones() as usize {
            Ok(edge)
        } else {
            Err(Malformed::Value)
        }
    }
}

/// Where the roots of full subtrees are kept.
pub trait Nodes {
    /// Why one cannot be had.
    type Error;

    /// The root of the full subtree of 2^`level` leaves at place `index` of its level.
    ///
    /// # Errors
    /// When it cannot be read.
    fn full(&self, level: u32, index: u64) -> Result<Hash, Self::Error>;
}

/// All leaf hashes in memory: for tests, exports and audits.
impl Nodes for [Hash] {
    type Error = Malformed;

    fn full(&self, level: u32, index: u64) -> Result<Hash, Malformed> {
        if level == 0 {
            let index = usize::try_from(index).map_err(|_| Malformed::Truncated)?;
            return self.get(index).copied().ok_or(Malformed::Truncated);
        }
        Ok(node_hash(
            self.full(level - 1, 2 * index)?,
            self.full(level - 1, 2 * index + 1)?,
        ))
    }
}

/// The largest power of two below `length`, which is at least 2: where RFC 6962 divides.
fn split(length: u64) -> u64 {
    1 << (63 - (length - 1).leading_zeros())
}

/// The root over leaves `start..start + length`, `length` at least 1; `start` is a multiple of the first power of two not below `length`.
fn range<N: Nodes + ?Sized>(nodes: &N, start: u64, length: u64) -> Result<Hash, N::Error> {
    if length.is_power_of_two() {
        let level = length.trailing_zeros();
        return nodes.full(level, start >> level);
    }
    let left = split(length);
    Ok(node_hash(
        range(nodes, start, left)?,
        range(nodes, start + left, length - left)?,
    ))
}

/// The root of the tree's first `size` leaves.
///
/// # Errors
/// When a node cannot be read.
pub fn root<N: Nodes + ?Sized>(nodes: &N, size: u64) -> Result<Hash, N::Error> {
    if size == 0 {
        Ok(empty_root())
    } else {
        range(nodes, 0, size)
    }
}

/// PATH of RFC 6962, 2.1.1: that leaf `index` is in the tree of the first `size` leaves. Empty where it is not.
///
/// # Errors
/// When a node cannot be read.
pub fn inclusion<N: Nodes + ?Sized>(
    nodes: &N,
    index: u64,
    size: u64,
) -> Result<Vec<Hash>, N::Error> {
    let (mut start, mut length, mut path) = (0, size, Vec::new());
    while length > 1 && index < size {
        let left = split(length);
        if index - start < left {
            path.push(range(nodes, start + left, length - left)?);
            length = left;
        } else {
            path.push(range(nodes, start, left)?);
            (start, length) = (start + left, length - left);
        }
    }
    path.reverse();
    Ok(path)
}

/// PROOF of RFC 6962, 2.1.2: that the tree of `old` leaves is the beginning of that of `new`. Empty where there is nothing to prove.
///
/// # Errors
/// When a node cannot be read.
pub fn consistency<N: Nodes + ?Sized>(
    nodes: &N,
    old: u64,
    new: u64,
) -> Result<Vec<Hash>, N::Error> {
    let (mut start, mut length, mut kept, mut path) = (0, new, old, Vec::new());
    if old == 0 || old >= new {
        return Ok(path);
    }
    while kept < length {
        let left = split(length);
        if kept <= left {
            path.push(range(nodes, start + left, length - left)?);
            length = left;
        } else {
            path.push(range(nodes, start, left)?);
            (start, length, kept) = (start + left, length - left, kept - left);
        }
    }
    // The old tree's own last subtree; the verifier has it where it is the whole old tree.
    if start > 0 {
        path.push(range(nodes, start, length)?);
    }
    path.reverse();
    Ok(path)
}

/// Whether a path leads from a leaf to a root (RFC 9162, 2.1.3.2).
#[must_use]
pub fn includes(root: Hash, size: u64, index: u64, leaf: Hash, path: &[Hash]) -> bool {
    if index >= size {
        return false;
    }
    let (mut place, mut last, mut reached) = (index, size - 1, leaf);
    for step in path {
        if last == 0 {
            return false;
        }
        if place & 1 == 1 || place == last {
            reached = node_hash(*step, reached);
            while place & 1 == 0 && place != 0 {
                (place, last) = (place >> 1, last >> 1);
            }
        } else {
            reached = node_hash(reached, *step);
        }
        (place, last) = (place >> 1, last >> 1);
    }
    last == 0 && reached == root
}

/// Whether an old tree is the beginning of a new one (RFC 9162, 2.1.4.2).
#[must_use]
pub fn extends(old: (u64, Hash), new: (u64, Hash), path: &[Hash]) -> bool {
    let ((old_size, old_root), (new_size, new_root)) = (old, new);
    if old_size == new_size {
        return path.is_empty() && old_root == new_root;
    }
    if old_size == 0 {
        return path.is_empty() && old_root == empty_root();
    }
    if old_size > new_size {
        return false;
    }
    let first = old_size.is_power_of_two().then_some(old_root);
    let mut steps = first.into_iter().chain(path.iter().copied());
    let Some(seed) = steps.next() else {
        return false;
    };
    let (mut place, mut last) = (old_size - 1, new_size - 1);
    while place & 1 == 1 {
        (place, last) = (place >> 1, last >> 1);
    }
    let (mut before, mut after) = (seed, seed);
    for step in steps {
        if last == 0 {
            return false;
        }
        if place & 1 == 1 || place == last {
            (before, after) = (node_hash(step, before), node_hash(step, after));
            while place & 1 == 0 && place != 0 {
                (place, last) = (place >> 1, last >> 1);
            }
        } else {
            after = node_hash(after, step);
        }
        (place, last) = (place >> 1, last >> 1);
    }
    last == 0 && before == old_root && after == new_root
}
