//! Groups as a file: in CSV one row for each membership (a group without members has one row), in JSON
//! one object for each group with its members.

use std::io::{self, Write};

use sandbox::{Connection, ExportedMember, GroupRow, Workspace};
use serde::Serialize;

use super::cells::{moment, optional};
use super::teams::request;
use super::{ExportError, File, Going};

/// Words above the columns.
pub(super) const HEADER: &[&str] = &[
    "Group",
    "Members",
    "Member",
    "Member's user name",
    "Member is a",
    "Member is here",
    "Created (UTC)",
    "Created by request",
    "Changed (UTC)",
    "Group's external id",
    "Group's id",
    "Member's id",
];

pub(super) fn write<W: Write>(
    workspace: &Workspace,
    connection: &Connection,
    text: Option<&str>,
    file: &mut File<W>,
) -> Result<u64, ExportError> {
    let mut going = Going::new();
    let mut records = 0;
    let mut last: Option<String> = None;
    workspace.export_groups(&connection.id, text, |group, member| {
        let begins = last.as_deref() != Some(&group.id);
        if begins {
            records += 1;
        }
        let written = put(file, group, member.as_ref(), begins, last.is_some());
        if begins {
            last = Some(group.id.clone());
        }
        going.on(written)
    })?;
    going.0?;
    if let (File::Json(listing), Some(_)) = (file, last) {
        listing.close()?;
    }
    Ok(records)
}

fn put<W: Write>(
    file: &mut File<W>,
    group: &GroupRow,
    member: Option<&ExportedMember>,
    begins: bool,
    open: bool,
) -> io::Result<()> {
    match file {
        File::Csv(sheet) => sheet.row(cells(group, member)),
        File::Json(listing) => {
            if begins && open {
                listing.close()?;
            }
            if begins {
                listing.open(&GroupRecord::of(group), "members")?;
            }
            match member {
                Some(member) => listing.object(&MemberRecord::of(member)),
                None => Ok(()),
            }
        }
    }
}

/// The keys of a group in JSON, before `members`.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct GroupRecord<'a> {
    id: &'a str,
    external_id: Option<&'a str>,
    name: &'a str,
    created_at: String,
    created_by: Option<i64>,
    changed_at: String,
    member_count: u64,
}

impl<'a> GroupRecord<'a> {
    fn of(group: &'a GroupRow) -> Self {
        Self {
            id: &group.id,
            external_id: group.external_id.as_deref(),
            name: &group.name,
            created_at: moment(group.created),
            created_by: group.exchange,
            changed_at: moment(group.last_modified),
            member_count: group.members,
        }
    }
}

/// The keys of a member in JSON.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct MemberRecord<'a> {
    id: &'a str,
    name: Option<&'a str>,
    user_name: Option<&'a str>,
    #[serde(rename = "type")]
    kind: Option<&'a str>,
    here: bool,
}

impl<'a> MemberRecord<'a> {
    fn of(member: &'a ExportedMember) -> Self {
        Self {
            id: &member.id,
            name: member.name.as_deref(),
            user_name: member.user_name.as_deref(),
            kind: member.kind.as_deref(),
            here: member.known,
        }
    }
}

fn cells(group: &GroupRow, member: Option<&ExportedMember>) -> Vec<String> {
    let of = |value: fn(&ExportedMember) -> Option<&str>| optional(member.and_then(value));
    let here = member.map(|member| if member.known { "yes" } else { "no" });
    vec![
        group.name.clone(),
        group.members.to_string(),
        of(|member| member.name.as_deref()),
        of(|member| member.user_name.as_deref()),
        of(|member| match member.kind.as_deref() {
            Some("User") => Some("person"),
            Some("Group") => Some("group"),
            other => other,
        }),
        optional(here),
        moment(group.created),
        request(group.exchange),
        moment(group.last_modified),
        optional(group.external_id.as_deref()),
        group.id.clone(),
        of(|member| Some(&member.id)),
    ]
}
