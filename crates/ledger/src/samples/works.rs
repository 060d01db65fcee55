//! For tests: works and gates made from a seed.

use super::Seed;
use crate::body::shared::Confidentiality;
use crate::body::work::{
    Conditions, Device, Gate, GatePassed, Method, Place, Telework, WorkConfirmed, WorkEnded,
    WorkSet,
};
use crate::body::{Body, Kind};
use crate::id::WorkId;

impl Seed {
    pub(super) fn work(&mut self, kind: Kind) -> Body {
        let work = WorkId(self.bytes());
        match kind {
            Kind::WorkSet => WorkSet {
                work,
                from: self.day(),
                conditions: self.conditions(),
            }
            .into(),
            Kind::WorkConfirmed => WorkConfirmed {
                work,
                set: self.below(9) as u64,
            }
            .into(),
            Kind::WorkEnded => WorkEnded {
                work,
                on: self.day(),
            }
            .into(),
            _ => GatePassed {
                gate: self.one(Gate::ALL),
            }
            .into(),
        }
    }

    fn conditions(&mut self) -> Conditions {
        let (text, personal) = (self.text(), self.below(2) == 1);
        let information = self.one(Confidentiality::ALL);
        Conditions {
            name: self.text(),
            places: vec![self.one(Place::ALL)],
            telework: self.one(Telework::ALL),
            words: self.maybe(text.clone()),
            devices: vec![self.one(Device::ALL)],
            tools: self.maybe(text),
            methods: vec![self.one(Method::ALL)],
            information: self.maybe(information),
            personal_data: self.maybe(personal),
        }
    }
}
