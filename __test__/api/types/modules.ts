// The ways to import the package. tsc checks this file, and nothing runs it.

import { expectTypeOf } from 'expect-type'
import auto from 'zombie-reaper/auto'
import init from 'zombie-reaper/init'
import reaper from 'zombie-reaper'
import * as all from 'zombie-reaper'
import { reap } from 'zombie-reaper'
import 'zombie-reaper/auto'
import 'zombie-reaper/init'

expectTypeOf(reaper.reap).toEqualTypeOf(reap)
expectTypeOf(all.reap).toEqualTypeOf(reap)
// Imported for its side effect.
expectTypeOf(auto).toEqualTypeOf<Record<string, never>>()
expectTypeOf(init).toEqualTypeOf<Record<string, never>>()
