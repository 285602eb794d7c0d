'use strict'

// Which container a control group belongs to. The runtimes put the container's id into the path:
//
//   Docker                 /docker/ID, /system.slice/docker-ID.scope
//   containerd as a CRI    .../kubepods-burstable-podUID.slice/cri-containerd-ID.scope
//                          .../kubepods-burstable-podUID.slice:cri-containerd:ID, where kubelet has
//                          the systemd driver and containerd has not
//   a CRI with cgroupfs    /kubepods/burstable/podUID/ID
//   CRI-O                  .../kubepods-podUID.slice/crio-ID.scope
//   Podman                 /machine.slice/libpod-ID.scope, /libpod_parent/libpod-ID

/**
 * @typedef {object} Identity
 * @property {string} runtime as in the `container_id` of kube-state-metrics: docker, containerd,
 *   cri-o; podman; unknown where the path names none; '' without a container
 * @property {string} container the id; '' without a container
 * @property {string} pod the UID; '' without a pod
 */

/** @type {Identity} */
const NO_CONTAINER = Object.freeze({ runtime: '', container: '', pod: '' })

const RUNTIMES = new Map([
  ['docker', 'docker'],
  ['cri-containerd', 'containerd'],
  ['nerdctl', 'containerd'],
  ['crio', 'cri-o'],
  ['libpod', 'podman'],
])

// Not the groups of the monitors, such as crio-conmon-ID.scope: a monitor is outside its container.
const CONTAINER = /^(?:(docker|cri-containerd|nerdctl|crio|libpod)-)?([0-9a-f]{64})(?:\.scope)?$/

// The UID of a static pod is a hash without dashes. systemd's driver writes "_" for "-", which
// separates the slices of a path in systemd.slice(5).
const POD =
  /(?:^|-)pod([0-9a-f]{8}(?:[-_][0-9a-f]{4}){3}[-_][0-9a-f]{12}|[0-9a-f]{32})(?:\.slice)?$/

// Podman without systemd puts the containers of a pod below the pod's id.
const PARENT_OF_PODS = 'libpod_parent'

/**
 * @param {string} path of a control group. In a cgroup namespace it starts with "/..".
 * @returns {Identity} of the outermost container: what is below belongs to it
 */
function containerOf(path) {
  // The kernel marks the group of a zombie when the group has been removed (cgroups(7)).
  const parts = path.replace(/ \(deleted\)$/, '').split(/[/:]/)
  let pod = ''
  for (const [index, part] of parts.entries()) {
    const [, prefix, container] = CONTAINER.exec(part) ?? []
    const above = parts[index - 1]
    if (container !== undefined && (prefix !== undefined || above !== PARENT_OF_PODS))
      return { runtime: RUNTIMES.get(prefix ?? above) ?? 'unknown', container, pod }
    pod = POD.exec(part)?.[1].replaceAll('_', '-') ?? pod
  }
  return { ...NO_CONTAINER, pod }
}

/**
 * @param {string} text of /proc/PID/cgroup: a line for each hierarchy, "ID:controllers:path"
 * @returns {Identity}
 */
function containerOfProcess(text) {
  const found = text
    .trimEnd()
    .split('\n')
    .map((line) => containerOf(line.slice(line.indexOf(':', line.indexOf(':') + 1) + 1)))
  return (
    found.find(({ container }) => container !== '') ??
    found.find(({ pod }) => pod !== '') ??
    NO_CONTAINER
  )
}

module.exports = { NO_CONTAINER, containerOf, containerOfProcess }
