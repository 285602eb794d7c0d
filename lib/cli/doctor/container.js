'use strict'

// Which container this is.

const fs = require('../../support/fs')
const { readProc, readProcLink } = require('../../proc/files')

/** @typedef {'lambda' | 'cloud-run' | 'ecs' | 'kubernetes' | 'docker' | 'podman' | 'containerd' | 'other' | 'none'} Container */

// The inode of the first PID namespace (PROC_PID_INIT_INO, include/linux/proc_ns.h).
const FIRST_PID_NAMESPACE = 'pid:[4026531836]'

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
  return byCgroup(readProc('self', 'cgroup') ?? '') ?? byNamespace()
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

/** @returns {Container} */
function byNamespace() {
  const namespace = readProcLink('self', 'ns/pid')
  return namespace === null || namespace === FIRST_PID_NAMESPACE ? 'none' : 'other'
}

module.exports = { containerHere }
