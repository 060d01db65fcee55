//! The one PostgreSQL server of this test process, and worlds on it.

use std::sync::OnceLock;

use super::fixture::{Opener, World};
use crate::engine::Database;

pub use crate::testing::cluster::Cluster;

static CLUSTER: OnceLock<Option<Cluster>> = OnceLock::new();

/// The cluster of this process; none where no server is installed.
pub fn cluster() -> Option<&'static Cluster> {
    CLUSTER.get_or_init(|| Cluster::find(false)).as_ref()
}

impl Cluster {
    /// A world on a new database, with so many replicas of the server in front of it.
    pub fn world(&self, replicas: usize) -> World {
        let server = self.server(&self.database());
        let opener: Opener = Box::new(move || Ok(Box::new(server.clone()) as Box<dyn Database>));
        World::new(opener, replicas, Box::new(()))
    }
}
