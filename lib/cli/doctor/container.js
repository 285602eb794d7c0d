'use strict'

// Which container this is.

const fs = require('../../support/fs')
const { readProc } = require('../../proc/files')
const { isInNamespaceOfMachine } = require('../../proc/pid-namespace')

/** @typedef {'lambda' | 'cloud-run' | 'ecs' | 'kubernetes' | 'docker' | 'podman' | 'containerd' | 'other' | 'none'} Container */

/**
 * @returns {Container} the platform first: Cloud Run, ECS and Kubernetes use Docker or containerd
 */
function containerHere() {
  const { env } = process
  if (env.AWS_LAMBDA_FUNCTION_NAME) return 'lambda'
  if (env.K_SERVICE || env.CLOUD_RUN_JOB) return 'cloud-run'
  if (env.ECS_CONTAINER_METADATA_URI_V4 || env.ECS_CONTAINER_METADATA_URI) return 'ecs'
  if (env.KUBERNETES_SERVICE_HOST) return 'kubernetes'
  if (fs.existsSync('/.dockerenv')) return 'docker'
  if (fs.existsSync('/run/.containerenv')) return 'podman'
  const named = byCgroup(readProc('self', 'cgroup') ?? '')
  if (named !== undefined) return named
  return isInNamespaceOfMachine() === false ? 'other' : 'none'
}

/**
 * @param {string} groups /proc/self/cgroup. With a cgroup namespace it names no runtime.
 * @returns {Container | undefined}
 */
function byCgroup(groups) {
  if (/kubepods/.test(groups)) return 'kubernetes'
  if (/\/docker/.test(groups)) return 'docker'
  if (/libpod/.test(groups)) return 'podman'
  if (/containerd|cri-/.test(groups)) return 'containerd'
  return undefined
}

module.exports = { containerHere }
