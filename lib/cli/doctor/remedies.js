'use strict'

// The lines to change, for each place a container runs in.

/** @typedef {import('./container').Container} Container */

const IN_PROGRAM = "`require('zombie-reaper/init')` as the first line of the program"
const IN_DOCKERFILE = '`ENTRYPOINT ["node_modules/.bin/zombie-init", "--"]` in the Dockerfile'

/** @type {Record<Container, string>} */
const INIT = {
  docker: '`docker run --init IMAGE`, or `init: true` in compose.yaml',
  podman: '`podman run --init IMAGE`',
  kubernetes: '`shareProcessNamespace: true` in the spec of the pod',
  ecs: '`"initProcessEnabled": true` in linuxParameters of the task definition',
  lambda: "`require('zombie-reaper').startReaper()` as the first line of the function",
  'cloud-run': IN_PROGRAM,
  containerd: IN_DOCKERFILE,
  other: IN_DOCKERFILE,
  none: IN_DOCKERFILE,
}

// For another container, of an unknown platform.
const INIT_THERE = `In that container: ${INIT.docker}; in Kubernetes ${INIT.kubernetes}`

/**
 * How to put an init above the program, or a reaper into it.
 * @param {Container} container
 * @param {import('./pid1').Pid1 | null} pid1
 */
function initRemedy(container, pid1) {
  const init = INIT[container]
  const isOurs = pid1?.kind === 'node' && !pid1.isThisCommand && !init.includes('require(')
  return isOurs ? `${init}; or \`require('zombie-reaper').startReaper()\` in the program` : init
}

/**
 * How to set a limit.
 * @param {Container} container
 * @param {import('../../..').PidUsage['source']} source
 * @param {number} more the new limit
 */
function limitRemedy(container, source, more) {
  switch (source) {
    case 'rlimit':
      return `\`ulimit -u ${more}\` before the program starts`
    case 'threads-max':
      return `\`sysctl kernel.threads-max=${more}\` on the machine`
    case 'pid_max':
      return `\`sysctl kernel.pid_max=${more}\` on the machine`
    default:
      if (container === 'kubernetes')
        return `\`podPidsLimit: ${more}\` in the configuration of the kubelet`
      if (container === 'docker' || container === 'podman')
        return `\`${container} run --pids-limit ${more} IMAGE\``
      return `Write ${more} to pids.max of the control group`
  }
}

module.exports = { INIT_THERE, initRemedy, limitRemedy }
