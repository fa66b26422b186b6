//! Exports. The command makes the file; the bytes go another way, since an answer is one JSON value:
//! `GET /export/<id>` of the web console, or the window's own command that saves it.

use crate::export::{MadeExport, Wanted, file_name, write};
use crate::failure::Failure;
use crate::host::Console;
use crate::views::people;
use crate::wire::{ExportRequest, ExportView};

pub(super) async fn export(
    console: &Console,
    request: ExportRequest,
) -> Result<ExportView, Failure> {
    let wanted = Wanted {
        people: request
            .people
            .as_ref()
            .map(people::query)
            .unwrap_or_default(),
        text: request.text,
        ..Wanted::all(request.kind, request.format)
    };
    let made = console.blocking(move |workspace| {
        let connection = workspace.connection(&request.connection)?;
        let at = workspace.clock().now();
        let name = file_name(wanted.kind, wanted.format, &connection, at);
        let mut key = [0; 16];
        workspace.ids().bytes(&mut key);
        let (made, records) = MadeExport::make(name, wanted.format, |out| {
            write(workspace, &connection, &wanted, at, out)
        })?;
        let view = ExportView {
            id: key.iter().map(|byte| format!("{byte:02x}")).collect(),
            name: made.name.clone(),
            records,
            bytes: made.bytes,
        };
        Ok((view, made))
    });
    let (view, made) = made.await?;
    console.0.exports.put(view.id.clone(), made);
    Ok(view)
}
