// Vitest with a reaper in its own process, and a check that no test leaves a process behind.
//
//   npx vitest run --root examples/recipes/vitest

export default {
  test: {
    globalSetup: './reaper.mjs',
    // A job needs the main thread of its process.
    pool: 'forks',
  },
}
