'use strict'

/**
 * Returns the command under which Node gets an answer about the dynamic loader of musl.
 * @param {string} answer for strace: `retval=0` when there is one, or an error
 * @param {string} [arch] the processor, by Node's name
 */
function withMuslLoader(answer, arch = process.arch) {
  const processor = arch === 'x64' ? 'x86_64' : 'aarch64'
  const loader = `/lib/ld-musl-${processor}.so.1`
  const inject = `inject=?access,?faccessat,?faccessat2:${answer}`
  return ['strace', '-f', '-o', '/dev/null', '-P', loader, '-e', inject]
}

module.exports = { withMuslLoader }
