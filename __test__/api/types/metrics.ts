// The types of `zombie-reaper/metrics`, in a program without prom-client and OpenTelemetry. tsc checks
// this file, and nothing runs it.

import { expectTypeOf } from 'expect-type'
import { figures, opentelemetry, prometheus } from 'zombie-reaper/metrics'
import type { Figure, Metrics } from 'zombie-reaper/metrics'

expectTypeOf(figures).toEqualTypeOf<readonly Figure[]>()
expectTypeOf(prometheus()).toEqualTypeOf<Metrics>()
expectTypeOf(opentelemetry()).toEqualTypeOf<Metrics>()
expectTypeOf(prometheus().stop()).toEqualTypeOf<void>()
expectTypeOf<Metrics>().toExtend<Disposable>()
expectTypeOf<Figure['type']>().toEqualTypeOf<'gauge' | 'counter' | 'histogram'>()
expectTypeOf<Figure['attributes']>().toEqualTypeOf<Readonly<Record<string, readonly string[]>>>()
expectTypeOf<Figure['buckets']>().toEqualTypeOf<readonly number[] | undefined>()

// @ts-expect-error
prometheus('register')
// @ts-expect-error
opentelemetry({})
// @ts-expect-error: the figures are frozen
figures[0].name = 'mine'
// @ts-expect-error
figures.push(figures[0])
