//! Twins as the UI shows them.

use sandbox::twins::{Origin, Twin, TwinPreview, Twins};

use super::guides::idp;
use crate::wire::*;

/// All that are known.
pub(crate) fn all(twins: &Twins) -> TwinsView {
    let broken = twins.broken().iter().map(|broken| BrokenTwinView {
        file: broken.file.clone(),
        flaws: broken.flaws.iter().map(ToString::to_string).collect(),
    });
    TwinsView {
        twins: twins.known().map(|twin| one(twin)).collect(),
        broken: broken.collect(),
    }
}

fn one(twin: &Twin) -> TwinView {
    let told = twin.told().into_iter().map(|told| ToldView {
        about: told.about.to_owned(),
        text: told.text,
    });
    let attributes = twin.attributes.iter().map(|attribute| TwinAttributeView {
        name: attribute.name.clone(),
        required: attribute.required,
        populates: attribute.populates.clone(),
    });
    TwinView {
        id: twin.id.clone(),
        name: twin.name.clone(),
        about: twin.about.clone(),
        file: match &twin.origin {
            Origin::BuiltIn => None,
            Origin::File(file) => Some(file.display().to_string()),
        },
        told: told.collect(),
        attributes: attributes.collect(),
        guides: twin.guides.iter().map(|one| idp(one.provider)).collect(),
    }
}

/// What another one would mean.
pub(crate) fn preview(preview: &TwinPreview) -> TwinPreviewView {
    TwinPreviewView {
        people: preview.people,
        changes: preview.changes(),
        remarks: preview.remarks(),
        linked: preview.linked.count,
        loosened: preview.loosened.count,
        moved: preview.moved.count,
        strangers: preview.strangers.count,
    }
}
