//! How a work is done, in words: the same lines on every page and in every table.

use ledger::body::shared::Confidentiality;
use ledger::body::work::{Conditions, Device, Method, Place, Telework};

use crate::layout::Words;

/// One line of what is said of a work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    pub name: String,
    /// What is said; nothing, and it is not settled.
    pub value: Option<String>,
    /// What is said in one's own words.
    pub words: Option<String>,
}

fn listed(family: &str, codes: impl IntoIterator<Item = &'static str>, w: Words) -> Option<String> {
    let words: Vec<String> = codes.into_iter().map(|code| w.code(family, code)).collect();
    (!words.is_empty()).then(|| words.join(" / "))
}

/// Everything a side says of a work, line by line, always in the same order.
pub(super) fn lines(of: &Conditions, w: Words) -> [Line; 7] {
    let line = |key: &str, value: Option<String>| Line {
        name: w.say(key),
        value,
        words: None,
    };
    let telework = Some(of.telework).filter(|one| *one != Telework::NotSettled);
    let level = of.information.map(|level| level.code());
    let personal = of.personal_data.map(|personal| match personal {
        true => w.say("engagement-yes"),
        false => w.say("engagement-no"),
    });
    [
        line(
            "works-places",
            listed("workplace-", of.places.iter().map(|one| one.code()), w),
        ),
        Line {
            words: of.words.clone(),
            ..line(
                "works-telework",
                telework.map(|one| w.code("telework-", one.code())),
            )
        },
        line(
            "works-devices",
            listed("device-", of.devices.iter().map(|one| one.code()), w),
        ),
        line("works-tools", of.tools.clone()),
        Line {
            value: match of.telework {
                Telework::No => Some(w.say("works-no-methods")),
                _ => listed("workmethod-", of.methods.iter().map(|one| one.code()), w),
            },
            ..line("works-methods", None)
        },
        line(
            "engagement-information",
            level.map(|code| w.code("information-", code)),
        ),
        line("engagement-personal", personal),
    ]
}

/// What must not be done, as it follows from what both sides hold: of what is listed, everything else is out.
pub(super) fn forbidden(of: &Conditions, w: Words) -> Vec<String> {
    let mut keys: Vec<&str> = Vec::new();
    let mut unless = |allowed: bool, key| {
        if !allowed {
            keys.push(key);
        }
    };
    let places = |place: &Place| {
        of.places.is_empty() || of.places.contains(&Place::Anywhere) || of.places.contains(place)
    };
    let devices = |device: &Device| of.devices.is_empty() || of.devices.contains(device);
    let unsaid = of.methods.is_empty();
    unless(of.telework != Telework::No, "forbidden-telework");
    unless(
        of.telework == Telework::No || places(&Place::Home),
        "forbidden-home",
    );
    unless(
        of.telework == Telework::No || places(&Place::Anywhere),
        "forbidden-anywhere",
    );
    unless(places(&Place::VendorOffice), "forbidden-vendor-office");
    unless(devices(&Device::Vendor), "forbidden-vendor-device");
    unless(devices(&Device::Own), "forbidden-own-device");
    unless(
        unsaid || of.methods.contains(&Method::Unconnected),
        "forbidden-unconnected",
    );
    unless(of.personal_data != Some(false), "forbidden-personal");
    let above = of
        .information
        .filter(|level| *level != Confidentiality::Secret);
    let above = above.map(|level| {
        let level = w.code("information-", level.code());
        w.with("forbidden-information", "level", level)
    });
    let plain = keys.into_iter().map(|key| w.say(key));
    plain.chain(above).collect()
}
