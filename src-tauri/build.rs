//! Hands the window's configuration to Tauri, and says in one line what to do when the UI is not built.

fn main() {
    #[cfg(feature = "desktop")]
    {
        let page = "../ui/dist/index.html";
        println!("cargo:rerun-if-changed={page}");
        if std::path::Path::new(page).is_file() {
            tauri_build::build();
        } else {
            println!(
                "cargo::error=ui/dist is missing: run npm --prefix ui ci && npm --prefix ui run build"
            );
        }
    }
}
