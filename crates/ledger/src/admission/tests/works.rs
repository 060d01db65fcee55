//! What the table of works says, as bodies of entries.

use super::words::{Day, id, list};
use crate::body::Body;
use crate::body::work::{
    Conditions, Device, Gate, GatePassed, Place, Telework, WorkConfirmed, WorkEnded, WorkSet,
};
use crate::id::WorkId;

fn text(word: &str) -> String {
    let text = word.replace('_', " ").replace('\\', "\t");
    text.replace("LONG", &"長".repeat(4_001))
}

/// `work-set NUMBER NAME PLACES TELEWORK DEVICES FROM`, and after it `words:`, `tools:`, `methods:`, `information:` as far as they are said.
fn conditions(words: &[&str; 4], rest: &[&str]) -> Conditions {
    let [name, places, telework, devices] = words;
    let mut conditions = Conditions {
        name: text(name),
        places: list(places, |code| Place::of(code).unwrap()),
        telework: Telework::of(telework).unwrap(),
        words: None,
        devices: list(devices, |code| Device::of(code).unwrap()),
        tools: None,
        methods: Vec::new(),
        information: None,
        personal_data: None,
    };
    for word in rest {
        match word.split_once(':') {
            Some(("words", said)) => conditions.words = Some(text(said)),
            Some(("tools", said)) => conditions.tools = Some(text(said)),
            Some(("methods", codes)) => {
                conditions.methods = list(codes, |code| code.parse().unwrap());
            }
            Some(("information", code)) => {
                conditions.information = Some(code.parse().unwrap());
                conditions.personal_data = Some(false);
            }
            _ => panic!("{word}"),
        }
    }
    conditions
}

pub(super) fn working(words: &[&str], of: &Day) -> Option<Body> {
    let work = |word: &str| WorkId(id(word));
    Some(match *words {
        [
            "work-set",
            number,
            name,
            places,
            telework,
            devices,
            from,
            ref rest @ ..,
        ] => WorkSet {
            work: work(number),
            from: of.on(from),
            conditions: conditions(&[name, places, telework, devices], rest),
        }
        .into(),
        ["work-confirmed", number, line] => WorkConfirmed {
            work: work(number),
            set: line.parse().unwrap(),
        }
        .into(),
        ["work-ended", number, on] => WorkEnded {
            work: work(number),
            on: of.on(on),
        }
        .into(),
        ["gate-passed", gate] => GatePassed {
            gate: Gate::of(gate).unwrap(),
        }
        .into(),
        _ => return None,
    })
}
