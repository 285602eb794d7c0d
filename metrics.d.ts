/// <reference types="node" />

/** A figure: its names, and what it means. docs/metrics.md has a table of all figures. */
export interface Figure {
  /** The name in Prometheus, with the suffix `_total` or `_seconds`. */
  readonly name: string
  /** The name in OpenTelemetry. */
  readonly opentelemetryName: string
  readonly type: 'gauge' | 'counter' | 'histogram'
  /** The unit as OpenTelemetry writes it (UCUM), such as `s` or `{zombie}`. */
  readonly unit: string
  readonly help: string
  /** The possible values of each attribute. Prometheus calls attributes labels. */
  readonly attributes: Readonly<Record<string, readonly string[]>>
  /** The upper bounds of the buckets of a histogram, in its unit. */
  readonly buckets?: readonly number[]
}

/** Every figure, with the same names for both ecosystems. The list is frozen. */
export const figures: readonly Figure[]

/** Figures that have started. */
export interface Metrics extends Disposable {
  /** Removes the figures, and stops counting. A second call does nothing. */
  stop(): void
}

/** What `prometheus()` uses of a Registry of prom-client. */
export interface PrometheusRegistry {
  registerMetric(metric: unknown): void
  getSingleMetric(name: string): unknown
  removeSingleMetric(name: string): void
}

/** What `opentelemetry()` uses of a Meter of @opentelemetry/api. */
export interface OpenTelemetryMeter {
  createCounter(name: string, options?: unknown): unknown
  createHistogram(name: string, options?: unknown): unknown
  createObservableGauge(name: string, options?: unknown): unknown
  createObservableUpDownCounter(name: string, options?: unknown): unknown
  addBatchObservableCallback(callback: unknown, observables: unknown): void
  removeBatchObservableCallback(callback: unknown, observables: unknown): void
}

/**
 * Adds the figures to a register of prom-client. Each scrape of the register then looks at the
 * processes.
 *
 * It works with and without a running reaper. `zombie_reaper_reaped_total` counts what the reaper,
 * `reapOrphans()`, jobs and `reap()` take from this call on.
 *
 * A second call with the same register returns the same object. So its `stop()` removes the figures
 * for the first caller too. After `register.clear()` a call adds the figures again, from 0.
 *
 * A scrape never throws. It leaves out the figures that it cannot know, and
 * `zombie_reaper_scrape_incomplete` says why.
 *
 * @param register A Registry. Default: the global `register` of prom-client. With a linked checkout
 *   of this package, pass `register`: the default is the prom-client of the checkout.
 * @returns The figures. Off Linux there are none, and `stop()` does nothing.
 * @throws `ERR_INVALID_ARG_TYPE` when `register` is no Registry. Nothing has been added then.
 * @throws `ERR_ZOMBIE_REAPER_NO_PEER` when prom-client is not installed.
 * @throws `ERR_ZOMBIE_REAPER_NOT_MAIN_THREAD` in a Worker. The main thread does all reaping.
 * @throws `ERR_ZOMBIE_REAPER_FIGURE_EXISTS` when the register has a metric with one of these names.
 *   Another copy of this package, such as one that Jest has loaded, may have added it.
 * @example
 * ```js
 * const { register } = require('prom-client')
 * const { prometheus } = require('zombie-reaper/metrics')
 *
 * prometheus(register)
 * register.metrics().then(console.log)
 * ```
 * @remarks Cost of a scrape: below 2 ms with 500 processes. It works in slices of 2 ms, so that the
 *   event loop turns between them. See docs/metrics.md.
 */
export function prometheus(register?: PrometheusRegistry): Metrics

/**
 * Adds the figures to a meter of OpenTelemetry. Each collection then looks at the processes.
 *
 * It does the same as `prometheus()`. The instruments have `opentelemetryName` as their name.
 *
 * @param meter A Meter. Default: the meter `zombie-reaper` of the global meter provider. Set the
 *   provider before: without one, OpenTelemetry drops every figure.
 * @returns The figures. `stop()` removes the callback. OpenTelemetry cannot remove an instrument: a
 *   reader with cumulative temporality goes on to report the last values.
 * @throws `ERR_INVALID_ARG_TYPE` when `meter` is no Meter. Nothing has been added then.
 * @throws `ERR_ZOMBIE_REAPER_NO_PEER` without `meter`, when @opentelemetry/api is not installed.
 * @throws `ERR_ZOMBIE_REAPER_NOT_MAIN_THREAD` in a Worker. The main thread does all reaping.
 * @example
 * ```js
 * const { metrics } = require('@opentelemetry/api')
 * const { opentelemetry } = require('zombie-reaper/metrics')
 *
 * opentelemetry(metrics.getMeter('my-app'))
 * ```
 */
export function opentelemetry(meter?: OpenTelemetryMeter): Metrics
