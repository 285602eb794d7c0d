//! Names of processes. In a flat array the 16 bytes of a name take the place of four integers or of
//! two doubles. `nameAt` of lib/proc/name.js reads both.

use reaper_core::proc::process_table::Name;

#[must_use]
pub fn as_integers(name: &Name) -> [i32; 4] {
    let (words, _) = name.as_chunks();
    [0, 1, 2, 3].map(|at| i32::from_ne_bytes(words[at]))
}

#[must_use]
pub fn as_doubles(name: &Name) -> [f64; 2] {
    let (words, _) = name.as_chunks();
    [0, 1].map(|at| f64::from_ne_bytes(words[at]))
}

/// Returns the name up to the first NUL. U+FFFD replaces bytes that are not UTF-8.
#[must_use]
pub fn as_text(name: &Name) -> String {
    let length = name.iter().position(|byte| *byte == 0);
    String::from_utf8_lossy(&name[..length.unwrap_or(name.len())]).into_owned()
}
