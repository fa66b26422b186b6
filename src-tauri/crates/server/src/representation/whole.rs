//! A stored resource written as JSON without parsing what is passed on as it is stored: nearly all of
//! it, whenever the whole resource was asked for.

use std::borrow::Cow;
use std::fmt;

use sandbox::{Member, Text};
use scim::Object;
use scim::schema::ResourceType;
use serde::de::{MapAccess, Visitor};
use serde::ser::{Error as _, SerializeMap as _};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::value::RawValue;

use super::{ENTERPRISE, Rendering};

/// A resource as it is stored, with what is added for the client.
#[derive(Debug)]
pub(crate) struct Whole<'a> {
    pub(super) rendering: Rendering<'a>,
    pub(super) kind: &'a ResourceType,
    pub(super) text: Text,
}

impl Serialize for Whole<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (rendering, record) = (&self.rendering, &self.text.record);
        let stored: Attributes<'_> =
            serde_json::from_str(&record.document).map_err(S::Error::custom)?;
        let mut resource = serializer.serialize_map(None)?;
        let is_schemas = |name: &Name<'_>| name.0 == "schemas";
        if let Some((name, schemas)) = stored.0.iter().find(|(name, _)| is_schemas(name)) {
            resource.serialize_entry(&name.0, schemas)?;
        }
        resource.serialize_entry("id", &record.id)?;
        for (name, value) in stored.0.iter().filter(|(name, _)| !is_schemas(name)) {
            match &record.manager {
                Some(manager) if name.0 == ENTERPRISE => {
                    let named = self.with_manager(value, manager);
                    resource.serialize_entry(&name.0, &named.map_err(S::Error::custom)?)?;
                }
                // An extension without attributes is none.
                _ if name.0.contains(':') && value.get() == "{}" => {}
                _ => resource.serialize_entry(&name.0, value)?,
            }
        }
        if let Some(members) = &record.members {
            resource.serialize_entry("members", &rendering.members(members))?;
        }
        if let Some(groups) = &record.groups {
            resource.serialize_entry("groups", &rendering.groups(groups))?;
        }
        resource.serialize_entry("meta", &rendering.meta(self.kind, record))?;
        resource.end()
    }
}

impl Whole<'_> {
    fn with_manager(&self, extension: &RawValue, manager: &Member) -> serde_json::Result<Object> {
        let mut extension: Object = serde_json::from_str(extension.get())?;
        self.rendering.name_manager(&mut extension, manager);
        Ok(extension)
    }
}

/// The attributes of a document, each value as its text.
struct Attributes<'a>(Vec<(Name<'a>, &'a RawValue)>);

#[derive(Deserialize)]
#[serde(transparent)]
struct Name<'a>(#[serde(borrow)] Cow<'a, str>);

impl<'de> Deserialize<'de> for Attributes<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Reader)
    }
}

struct Reader;

impl<'de> Visitor<'de> for Reader {
    type Value = Attributes<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the attributes of a resource")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut all = Vec::with_capacity(24);
        while let Some(entry) = map.next_entry()? {
            all.push(entry);
        }
        Ok(Attributes(all))
    }
}
