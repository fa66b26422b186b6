//! Which Linux this is (os-release(5)) and how its users install packages.

use super::needs::Need;

/// The families whose package tool we know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Family {
    Debian,
    Fedora,
    Suse,
    Arch,
    Unknown,
}

/// A distribution, by the name it gives itself.
#[derive(Debug)]
pub(crate) struct Distribution {
    family: Family,
    id: String,
    name: String,
}

impl Distribution {
    /// Reads /etc/os-release, or the file behind it where only that exists.
    pub(crate) fn of_this_machine() -> Self {
        let files = ["/etc/os-release", "/usr/lib/os-release"];
        let text = files
            .iter()
            .find_map(|file| std::fs::read_to_string(file).ok());
        Self::from_os_release(&text.unwrap_or_default())
    }

    fn from_os_release(text: &str) -> Self {
        let field = |name: &str| {
            let value = text
                .lines()
                .find_map(|line| line.strip_prefix(name)?.strip_prefix('='));
            value
                .unwrap_or_default()
                .trim()
                .trim_matches(['"', '\''])
                .to_owned()
        };
        let (id, like) = (field("ID"), field("ID_LIKE"));
        let family = std::iter::once(id.as_str())
            .chain(like.split_whitespace())
            .find_map(family_of);
        let name = [
            field("PRETTY_NAME"),
            field("NAME"),
            "this system".to_owned(),
        ];
        let name = name
            .into_iter()
            .find(|name| !name.is_empty())
            .unwrap_or_default();
        Self {
            family: family.unwrap_or(Family::Unknown),
            id,
            name,
        }
    }

    /// Whether packages are installed with apt-get and counted with dpkg-query.
    pub(crate) fn has_apt(&self) -> bool {
        self.family == Family::Debian
    }

    /// What one need is called here.
    pub(crate) fn packages(&self, need: &Need) -> Vec<&'static str> {
        match self.family {
            // On Ubuntu `chromium` does not exist; this one installs the snap.
            Family::Debian if self.id == "ubuntu" && need.debian == ["chromium"] => {
                vec!["chromium-browser"]
            }
            Family::Debian => need.debian.to_vec(),
            Family::Fedora | Family::Suse => need.rpm.to_vec(),
            Family::Arch => need.arch.to_vec(),
            Family::Unknown => Vec::new(),
        }
    }

    /// The names of all needs together, or nothing where we do not know them.
    pub(crate) fn install_as(&self, needs: &[&Need]) -> Option<Vec<&'static str>> {
        let names: Vec<_> = needs.iter().flat_map(|need| self.packages(need)).collect();
        (!names.is_empty()).then_some(names)
    }

    /// The command that a user of this distribution types.
    pub(crate) fn advice(&self, needs: &[&Need]) -> String {
        let tool = match self.family {
            Family::Debian => "sudo apt-get install --no-install-recommends",
            Family::Fedora => "sudo dnf install",
            Family::Suse => "sudo zypper install",
            Family::Arch => "sudo pacman -S --needed",
            Family::Unknown => {
                return format!("(Scimbox does not know the package names of {})", self.name);
            }
        };
        format!(
            "{tool} {}",
            self.install_as(needs).unwrap_or_default().join(" ")
        )
    }
}

fn family_of(id: &str) -> Option<Family> {
    match id {
        "debian" | "ubuntu" => Some(Family::Debian),
        "fedora" | "rhel" | "centos" => Some(Family::Fedora),
        "arch" => Some(Family::Arch),
        "suse" => Some(Family::Suse),
        id if id.starts_with("opensuse") => Some(Family::Suse),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::needs::{self, Purpose};
    use super::*;

    fn advice(os_release: &str, purposes: &[Purpose]) -> String {
        let needs: Vec<_> = needs::of(purposes).collect();
        Distribution::from_os_release(os_release).advice(&needs)
    }

    #[test]
    fn debian_and_its_relatives_have_apt() {
        assert!(Distribution::from_os_release("ID=debian\n").has_apt());
        assert!(
            Distribution::from_os_release(
                "NAME=\"Linux Mint\"\nID=linuxmint\nID_LIKE=\"ubuntu debian\"\n"
            )
            .has_apt()
        );
        assert!(!Distribution::from_os_release("ID=fedora\n").has_apt());
        assert!(!Distribution::from_os_release("").has_apt());
    }

    #[test]
    fn version_id_is_not_taken_for_the_id() {
        assert!(Distribution::from_os_release("VERSION_ID=\"12\"\nID=debian\n").has_apt());
    }

    #[test]
    fn fedora_is_told_a_dnf_command() {
        let told = advice("ID=fedora\n", &[Purpose::Desktop]);
        assert_eq!(
            told,
            "sudo dnf install gcc /usr/bin/pkg-config 'pkgconfig(webkit2gtk-4.1)'"
        );
    }

    #[test]
    fn tumbleweed_is_told_a_zypper_command() {
        let told = advice(
            "ID=\"opensuse-tumbleweed\"\nID_LIKE=\"opensuse suse\"\n",
            &[Purpose::Headless],
        );
        assert_eq!(told, "sudo zypper install gcc");
    }

    #[test]
    fn an_arch_derivative_is_told_a_pacman_command() {
        let told = advice("ID=endeavouros\nID_LIKE=\"arch\"\n", &[Purpose::Desktop]);
        assert_eq!(
            told,
            "sudo pacman -S --needed base-devel pkgconf webkit2gtk-4.1"
        );
    }

    #[test]
    fn an_unknown_system_is_told_that_it_is_unknown() {
        let told = advice("ID=plan9\nPRETTY_NAME=\"Plan 9\"\n", &[Purpose::Desktop]);
        assert!(told.contains("Plan 9"), "{told}");
    }

    #[test]
    fn ubuntu_gets_chromium_under_its_own_name() {
        let needs: Vec<_> = needs::of(&[Purpose::Browser]).collect();
        let named = |text: &str| {
            Distribution::from_os_release(text)
                .install_as(&needs)
                .unwrap()
        };
        assert_eq!(named("ID=ubuntu\n"), ["chromium-browser"]);
        assert_eq!(named("ID=debian\n"), ["chromium"]);
    }
}
