//! The cgroup in which the pids controller counts this process: cgroups(7), cgroup v1 and v2.

use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;

use super::limit::{Limit, Source};
use crate::proc::text::{read_number, split};

/// A cgroup, with the part of the hierarchy above it that this mount shows. In a container that
/// part ends at the top of its cgroup namespace or of a bind mount. Limits above the top are not
/// visible from inside.
#[derive(Debug, PartialEq, Eq)]
pub struct Group {
    dir: Vec<u8>,
    /// How many bytes of `dir` are the mount point. A slash follows, or the end.
    top: usize,
    version: Version,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Version {
    V1,
    V2,
}

impl Group {
    /// Returns the group of this process. None where no pids controller is visible.
    #[must_use]
    pub fn own() -> Option<Self> {
        let mounts = fs::read("/proc/self/mountinfo").ok()?;
        let membership = fs::read("/proc/self/cgroup").ok()?;
        let mut found = find(&mounts, &membership);
        // Another mount may hide this mount.
        found.retain(|group| as_path(&group.dir).join("cgroup.procs").exists());
        // Chooses the mount that shows the longest part of the hierarchy above this process.
        found
            .into_iter()
            .max_by_key(|group| group.dir.len() - group.top)
    }

    /// Returns the limits that hold for this group: its own and those of its ancestors, from the
    /// inside out. Leaves out a group without a limit, and a group in which the controller is not
    /// enabled. The tasks of the groups below count, too.
    #[must_use]
    pub fn limits(&self) -> Vec<Limit> {
        let mut limits = Vec::new();
        let mut dir = &self.dir[..];
        loop {
            let file = |name| as_path(dir).join(name);
            // "max" is not a number, and it means no limit.
            if let Some(limit) = read_number(&file("pids.max"))
                && let Some(tasks) = read_number(&file("pids.current"))
            {
                limits.push(Limit {
                    source: Source::Cgroup(as_path(dir).to_owned()),
                    tasks,
                    limit,
                });
            }
            match dir.iter().rposition(|byte| *byte == b'/') {
                Some(parent) if parent >= self.top => dir = &dir[..parent],
                _ => return limits,
            }
        }
    }

    /// Counts the tasks that are not dead in the group at `dir` and in all groups below.
    ///
    /// The kernel counts zombies but does not list them (kernel/cgroup/cgroup.c,
    /// `css_task_iter_advance`). In v1 /proc/PID/cgroup of a zombie says "/" (`proc_cgroup_show`).
    /// So only the difference to `pids.current` gives the number of zombies.
    #[must_use]
    pub fn count_living(&self, dir: &Path) -> u64 {
        let list = match self.version {
            Version::V1 => "tasks",
            Version::V2 => "cgroup.threads",
        };
        let own = fs::read(dir.join(list)).unwrap_or_default();
        let mut count = own.iter().filter(|byte| **byte == b'\n').count() as u64;
        for entry in fs::read_dir(dir).into_iter().flatten().flatten() {
            if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
                count += self.count_living(&entry.path());
            }
        }
        count
    }
}

#[cfg(any(test, fuzzing))]
impl Group {
    /// Checks what every group must be: a folder at or below its mount.
    pub(crate) fn check(&self) {
        assert!(matches!(self.dir.get(self.top), None | Some(b'/')));
        assert!(self.top <= self.dir.len());
    }
}

/// Returns the group of this process in each mount of its hierarchy.
pub(crate) fn find(mounts: &[u8], membership: &[u8]) -> Vec<Group> {
    let Some((version, path)) = membership_in(membership) else {
        return Vec::new();
    };
    split(mounts, b'\n')
        .filter_map(|line| find_in(line, version, path))
        .collect()
}

/// Returns the hierarchy that has the pids controller, and the path of this process in that
/// hierarchy: `ID:CONTROLLERS:PATH`. In a hybrid layout both versions exist, and the controller
/// belongs to v1.
fn membership_in(text: &[u8]) -> Option<(Version, &[u8])> {
    let mut unified = None;
    for line in split(text, b'\n') {
        // A path may contain colons.
        let mut fields = line.splitn(3, |byte| *byte == b':');
        let (Some(id), Some(controllers), Some(path)) =
            (fields.next(), fields.next(), fields.next())
        else {
            continue;
        };
        if has_option(controllers, b"pids") {
            return Some((Version::V1, path));
        }
        if id == b"0" && controllers.is_empty() {
            unified = Some((Version::V2, path));
        }
    }
    unified
}

/// Returns the group by one line of mountinfo (proc_pid_mountinfo(5)). None when the line mounts
/// another file system, or another part of the hierarchy.
fn find_in(line: &[u8], version: Version, path: &[u8]) -> Option<Group> {
    let mut fields = split(line, b' ');
    let (root, mut dir) = (unescape(fields.nth(3)?), unescape(fields.next()?));
    // A dash ends the variable number of optional fields.
    fields.find(|field| *field == b"-")?;
    let (kind, options) = (fields.next()?, fields.nth(1)?);
    let is_wanted = match version {
        Version::V1 => kind == b"cgroup" && has_option(options, b"pids"),
        Version::V2 => kind == b"cgroup2",
    };
    // Above the top of a cgroup namespace the kernel writes "/..". The path between is unknown.
    if !is_wanted || split(path, b'/').any(|part| part == b"..") {
        return None;
    }
    let below = without_slash(path).strip_prefix(without_slash(&root))?;
    if !below.is_empty() && below[0] != b'/' {
        return None;
    }
    let top = dir.len();
    dir.extend(below);
    Some(Group { dir, top, version })
}

/// Removes a trailing slash. The root becomes empty, and so it is a prefix of every other path.
fn without_slash(path: &[u8]) -> &[u8] {
    path.strip_suffix(b"/").unwrap_or(path)
}

fn has_option(list: &[u8], option: &[u8]) -> bool {
    split(list, b',').any(|each| each == option)
}

/// Decodes a field of mountinfo, which has \040 and the like for space, tab, newline, backslash and
/// #.
fn unescape(text: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text;
    while let [first, after @ ..] = rest {
        let (byte, left) = match rest {
            [
                b'\\',
                a @ b'0'..=b'3',
                b @ b'0'..=b'7',
                c @ b'0'..=b'7',
                left @ ..,
            ] => (((a - b'0') << 6) | ((b - b'0') << 3) | (c - b'0'), left),
            _ => (*first, after),
        };
        bytes.push(byte);
        rest = left;
    }
    bytes
}

fn as_path(bytes: &[u8]) -> &Path {
    Path::new(OsStr::from_bytes(bytes))
}

#[cfg(test)]
mod tests;
