//! The stack as the kernel leaves it for a new program (fs/binfmt_elf.c, `create_elf_tables`):
//! argc, the arguments, NULL, the environment, NULL, the auxiliary vector.

use core::slice;

/// A C string that nobody changes or frees for as long as this program runs, or NULL.
#[derive(Clone, Copy)]
#[repr(transparent)]
pub struct Text(*const u8);

impl Text {
    pub const NULL: Self = Self(core::ptr::null());

    pub const fn new(text: &'static core::ffi::CStr) -> Self {
        Self(text.as_ptr().cast())
    }

    /// # Safety
    /// The bytes end in a NUL, and stay as they are until this program has ended or become another.
    pub unsafe fn from_buffer(bytes: &[u8]) -> Self {
        Self(bytes.as_ptr())
    }

    /// Its bytes without the NUL; None for NULL.
    #[must_use]
    pub fn bytes(&self) -> Option<&'static [u8]> {
        if self.0.is_null() {
            return None;
        }
        let mut length = 0usize;
        // SAFETY: everything up to the NUL belongs to the string, by what a Text is.
        while unsafe { *self.0.wrapping_add(length) } != 0 {
            length = length.wrapping_add(1);
        }
        // SAFETY: as above, and nobody changes it.
        Some(unsafe { slice::from_raw_parts(self.0, length) })
    }

    #[must_use]
    pub fn as_ptr(self) -> *const u8 {
        self.0
    }
}

/// What the program was started with.
pub struct Stack {
    /// Ends in a NULL.
    pub arguments: &'static mut [Text],
    /// Ends in a NULL and another word, so that there is room for one variable more. That word is
    /// the start of the auxiliary vector, which only a libc would read.
    pub environment: &'static mut [Text],
}

impl Stack {
    /// # Safety
    /// `pointer` is the stack pointer that the kernel started this program with, and this is called
    /// once.
    pub unsafe fn new(pointer: *mut usize) -> Self {
        // SAFETY: argc is there.
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
            // SAFETY: argc pointers and a NULL, which the kernel gave to this program alone.
            arguments: unsafe { slice::from_raw_parts_mut(arguments, count.wrapping_add(1)) },
            // SAFETY: as above, and the auxiliary vector has at least one entry of two words.
            environment: unsafe {
                slice::from_raw_parts_mut(environment, variables.wrapping_add(2))
            },
        }
    }

    /// Sets a variable, given as "NAME=value", in the place of one of that name or behind the last.
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

/// The arguments from the program's name on, behind one word more, which may be overwritten: there
/// is always one, our own name at least. A separator behind the program's name is removed.
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
    use super::{Stack, Text};

    /// What the kernel leaves, made by hand, and leaked as the kernel's is.
    fn stack(
        arguments: &[&'static core::ffi::CStr],
        variables: &[&'static core::ffi::CStr],
    ) -> Stack {
        let mut words = vec![arguments.len()];
        for list in [arguments, variables] {
            words.extend(list.iter().map(|text| text.as_ptr() as usize));
            words.push(0);
        }
        // AT_PAGESZ 4096, AT_NULL
        words.extend([6, 4096, 0, 0]);
        // SAFETY: laid out as the kernel does it, and used once.
        unsafe { Stack::new(words.leak().as_mut_ptr()) }
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
}
