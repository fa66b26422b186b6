//! How Okta updates: read the resource, change it here, write all of it back.

use serde_json::{Value, json};

use super::{Effect, Session};
use crate::company::Person;
use crate::dialect::okta;
use crate::edit::{Edit, assign};
use crate::error::Error;

impl Session {
    /// Lays Okta's data over a person who was found.
    pub(super) async fn link(&self, id: &str, person: &Person) -> Result<Effect, Error> {
        let before = self.read_person(id).await?;
        let mut resource = before.clone();
        okta::merge(person, &mut resource);
        let effect = if resource == before {
            Effect::Unchanged
        } else {
            Effect::Changed
        };
        self.send(&okta::replace_user(id, resource)).await?;
        Ok(effect)
    }

    /// Writes a person back with some attributes changed.
    pub(super) async fn replace_person(
        &self,
        mut resource: Value,
        id: &str,
        edits: &[Edit],
    ) -> Result<(), Error> {
        for edit in edits {
            assign(&mut resource, &edit.path, edit.value.clone());
        }
        self.send(&okta::replace_user(id, resource))
            .await
            .map(|_| ())
    }

    /// Pushes a group with exactly these members, each with the `userName` that Okta shows it by.
    pub(crate) async fn push_members(
        &self,
        id: &str,
        members: &[(&str, String)],
    ) -> Result<(), Error> {
        let members = members
            .iter()
            .map(|(member, user_name)| okta::member(member, user_name))
            .collect();
        self.replace_members(id, |list| *list = members).await
    }

    /// Reads a group and writes it back with other members.
    pub(super) async fn replace_members(
        &self,
        id: &str,
        change: impl FnOnce(&mut Vec<Value>),
    ) -> Result<(), Error> {
        let (name, mut members) = self.read_group(id).await?;
        change(&mut members);
        self.send(&okta::replace_group(id, &name, &members))
            .await
            .map(|_| ())
    }

    /// Reads a group and writes it back with another name.
    pub(super) async fn rename_whole_group(&self, id: &str, name: &str) -> Result<(), Error> {
        let (_, members) = self.read_group(id).await?;
        self.send(&okta::replace_group(id, name, &members))
            .await
            .map(|_| ())
    }

    /// Name and members of a group; of a member Okta keeps `value` and `display`.
    async fn read_group(&self, id: &str) -> Result<(String, Vec<Value>), Error> {
        let answer = self.send(&okta::read_group(id)).await?;
        let (_, group) = answer.clone().resource()?;
        let Some(name) = group.get("displayName").and_then(Value::as_str) else {
            return Err(answer.unusable("the group has no displayName"));
        };
        let members = group
            .get("members")
            .and_then(Value::as_array)
            .into_iter()
            .flatten();
        Ok((name.to_owned(), members.filter_map(known_member).collect()))
    }
}

fn known_member(member: &Value) -> Option<Value> {
    let value = member.get("value")?;
    Some(match member.get("display") {
        Some(display) => json!({ "value": value, "display": display }),
        None => json!({ "value": value }),
    })
}

/// Adds those who are not in the list yet. Their display names are not known here.
pub(super) fn add(list: &mut Vec<Value>, members: &[&str]) {
    for member in members {
        if !list.iter().any(|known| is(known, member)) {
            list.push(json!({ "value": member }));
        }
    }
}

/// Takes members out of the list.
pub(super) fn remove(list: &mut Vec<Value>, members: &[&str]) {
    list.retain(|known| !members.iter().any(|member| is(known, member)));
}

fn is(known: &Value, id: &str) -> bool {
    known.get("value").and_then(Value::as_str) == Some(id)
}
