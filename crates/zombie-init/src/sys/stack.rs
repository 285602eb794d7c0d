//! The stack as the kernel sets it up for a new program (fs/binfmt_elf.c, `create_elf_tables`). Its
//! order is argc, the arguments, NULL, the environment, NULL, the auxiliary vector.

use core::slice;

/// A C string or NULL. The string is neither changed nor freed while this program runs.
#[derive(Clone, Copy)]
#[repr(transparent)]
pub struct Text(*const u8);

impl Text {
    pub const NULL: Self = Self(core::ptr::null());

    pub const fn new(text: &'static core::ffi::CStr) -> Self {
        Self(text.as_ptr().cast())
    }

    /// # Safety
    /// The bytes end in a NUL. They stay as they are until this program has ended or has become
    /// another.
    pub unsafe fn from_buffer(bytes: &[u8]) -> Self {
        Self(bytes.as_ptr())
    }

    /// Returns the bytes without the NUL. None for NULL.
    #[must_use]
    pub fn bytes(&self) -> Option<&'static [u8]> {
        if self.0.is_null() {
            return None;
        }
        let mut length = 0usize;
        // SAFETY: a Text is NULL or a C string, so every byte up to the NUL belongs to the string.
        while unsafe { *self.0.wrapping_add(length) } != 0 {
            length = length.wrapping_add(1);
        }
        // SAFETY: as above, and a Text never changes.
        Some(unsafe { slice::from_raw_parts(self.0, length) })
    }

    #[must_use]
    pub fn as_ptr(self) -> *const u8 {
        self.0
    }
}

/// The arguments and the environment of this program.
pub struct Stack {
    /// Ends in a NULL.
    pub arguments: &'static mut [Text],
    /// Ends in a NULL and one more word, which is room for one more variable. That word is the
    /// start of the auxiliary vector, which only a libc would read.
    pub environment: &'static mut [Text],
}

impl Stack {
    /// # Safety
    /// `pointer` is the stack pointer with which the kernel started this program. The caller calls
    /// this function once.
    pub unsafe fn new(pointer: *mut usize) -> Self {
        // SAFETY: the stack begins with argc.
        let count = unsafe { pointer.read() };
        let arguments = pointer.wrapping_add(1).cast::<Text>();
        let environment = arguments.wrapping_add(count).wrapping_add(1);
        let mut variables = 0usize;
        // SAFETY: the environment ends in a NULL.
        while !unsafe { environment.wrapping_add(variables).read() }
            .0
            .is_null()
        {
            variables = variables.wrapping_add(1);
        }
        Self {
            // SAFETY: the slice is argc pointers and a NULL, which the kernel gave to this program
            // alone.
            arguments: unsafe { slice::from_raw_parts_mut(arguments, count.wrapping_add(1)) },
            // SAFETY: as above, and the auxiliary vector has at least one entry of two words.
            environment: unsafe {
                slice::from_raw_parts_mut(environment, variables.wrapping_add(2))
            },
        }
    }

    /// Sets a variable, given as "NAME=value". Replaces a variable of that name, or adds one after
    /// the last.
    pub fn set_variable(&mut self, name_and_sign: &[u8], variable: Text) {
        for place in self.environment.iter_mut() {
            match place.bytes() {
                Some(text) if !text.starts_with(name_and_sign) => {}
                Some(_) => {
                    *place = variable;
                    return;
                }
                None => {
                    *place = variable;
                    break;
                }
            }
        }
        if let Some(end) = self.environment.last_mut() {
            *end = Text::NULL;
        }
    }
}

/// Returns the arguments from the program's name on, after one word that may be overwritten. There
/// is always such a word, at least the name of the init. Removes a separator after the program's
/// name.
pub fn program_arguments(
    arguments: &mut [Text],
    program: usize,
    separator_follows: bool,
) -> &mut [Text] {
    let mut start = program.saturating_sub(1);
    if separator_follows && let Some([_, name, separator, ..]) = arguments.get_mut(start..) {
        *separator = *name;
        start = program;
    }
    arguments.get_mut(start..).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{Stack, Text, program_arguments};
    use std::ptr;

    /// Builds a stack like that of the kernel, and leaks it because the kernel's is never freed.
    fn stack(
        arguments: &[&'static core::ffi::CStr],
        variables: &[&'static core::ffi::CStr],
    ) -> Stack {
        let mut words = vec![ptr::without_provenance(arguments.len())];
        for list in [arguments, variables] {
            words.extend(list.iter().map(|text| text.as_ptr()));
            words.push(ptr::null());
        }
        // AT_PAGESZ 4096, AT_NULL
        words.extend([6, 4096, 0, 0].map(ptr::without_provenance));
        // SAFETY: the words are laid out as the kernel lays them out, and they are used once.
        unsafe { Stack::new(words.leak().as_mut_ptr().cast()) }
    }

    fn texts(list: &[Text]) -> Vec<&[u8]> {
        let end = list
            .iter()
            .position(|text| text.as_ptr().is_null())
            .unwrap();
        list[..end].iter().filter_map(Text::bytes).collect()
    }

    #[test]
    fn arguments_and_environment_are_found() {
        let stack = stack(&[c"init", c"", c"x"], &[c"A=1", c"B="]);
        assert_eq!(texts(stack.arguments), [&b"init"[..], b"", b"x"]);
        assert_eq!(texts(&stack.environment[..3]), [&b"A=1"[..], b"B="]);
    }

    #[test]
    fn a_variable_is_added_behind_the_last() {
        let mut stack = stack(&[c"init"], &[c"A=1"]);
        stack.set_variable(b"NEW=", Text::new(c"NEW=2"));
        assert_eq!(texts(stack.environment), [&b"A=1"[..], b"NEW=2"]);
    }

    #[test]
    fn and_to_an_empty_environment() {
        let mut stack = stack(&[], &[]);
        stack.set_variable(b"NEW=", Text::new(c"NEW=2"));
        assert_eq!(texts(stack.environment), [b"NEW=2"]);
    }

    #[test]
    fn one_that_is_there_is_replaced() {
        let mut stack = stack(&[c"init"], &[c"NEW=1", c"NEWER=3"]);
        stack.set_variable(b"NEW=", Text::new(c"NEW=2"));
        assert_eq!(texts(&stack.environment[..3]), [&b"NEW=2"[..], b"NEWER=3"]);
    }

    #[test]
    fn a_separator_after_the_name_of_the_program_is_removed() {
        for (separator_follows, expected) in [
            (false, vec![&b"init"[..], b"program", b"--", b"x"]),
            (true, vec![&b"program"[..], b"program", b"x"]),
        ] {
            let mut words = [c"init", c"program", c"--", c"x"].map(Text::new);
            let arguments = program_arguments(&mut words, 1, separator_follows);
            let arguments: Vec<_> = arguments.iter().filter_map(Text::bytes).collect();
            assert_eq!(arguments, expected);
        }
    }
}
