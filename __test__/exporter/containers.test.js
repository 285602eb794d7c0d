'use strict'

// Paths as the runtimes make them. Sources: the documents and issues of Docker, containerd, CRI-O,
// Podman and kubelet, and the tests of node agents.

const assert = require('node:assert/strict')
const { test } = require('node:test')

const { containerOf, containerOfProcess } = require('../../lib/exporter/look/containers')

const ID = '9ec39b91f3d70e1beff50a308f77067065ea6be0d91a3378375056cd4422cf3d'
const OTHER_ID = '2cc65c162ca1388b6b8d5ccfb701d22fc96675ccf8b2f1590c490c2c4039547f'
const UID = 'fd698699-eabf-4c23-92ef-cf0bbdb78261'
const SLICE = UID.replaceAll('-', '_')
const STATIC = 'c704ef4c297ab11032b83ce52cbfc87b'
const RELATIVE = `/../../kubepods-besteffort-pod${SLICE}.slice`

/** @type {[path: string, runtime: string, container: string, pod: string][]} */
const PATHS = [
  // Docker with cgroupfs, with systemd, without root, and under kubelet.
  [`/docker/${ID}`, 'docker', ID, ''],
  [`/docker/${ID}/init.scope`, 'docker', ID, ''],
  [`/system.slice/docker-${ID}.scope`, 'docker', ID, ''],
  [`/user.slice/user-1000.slice/user@1000.service/user.slice/docker-${ID}.scope`, 'docker', ID, ''],
  [
    `/kubepods.slice/kubepods-burstable.slice/kubepods-burstable-pod${SLICE}.slice/docker-${ID}.scope`,
    'docker',
    ID,
    UID,
  ],
  [`/ecs/5b9b9c1d/${ID}`, 'unknown', ID, ''],
  // containerd as a CRI: with systemd, with kubelet alone on systemd, with cgroupfs.
  [`/kubepods.slice/kubepods-pod${SLICE}.slice/cri-containerd-${ID}.scope`, 'containerd', ID, UID],
  [
    `/system.slice/containerd.service/kubepods-besteffort-pod${SLICE}.slice:cri-containerd:${ID}`,
    'containerd',
    ID,
    UID,
  ],
  [`/kubepods/burstable/pod${UID}/${ID}`, 'unknown', ID, UID],
  [`/kubepods/pod${UID}/${ID}`, 'unknown', ID, UID],
  [`/kubepods/burstable/pod${STATIC}/${ID}`, 'unknown', ID, STATIC],
  [`/system.slice/nerdctl-${ID}.scope`, 'containerd', ID, ''],
  // kind.
  [
    `/kubelet.slice/kubelet-kubepods.slice/kubelet-kubepods-pod${SLICE}.slice/cri-containerd-${ID}.scope`,
    'containerd',
    ID,
    UID,
  ],
  // CRI-O: with systemd, with crun, with cgroupfs.
  [`/kubepods.slice/kubepods-pod${SLICE}.slice/crio-${ID}.scope`, 'cri-o', ID, UID],
  [`/kubepods.slice/kubepods-pod${SLICE}.slice/crio-${ID}.scope/container`, 'cri-o', ID, UID],
  [`/kubepods/besteffort/pod${UID}/crio-${ID}`, 'cri-o', ID, UID],
  // Podman: with systemd, with cgroupfs, without root, and in a pod of Podman.
  [`/machine.slice/libpod-${ID}.scope/container`, 'podman', ID, ''],
  [`/libpod_parent/libpod-${ID}`, 'podman', ID, ''],
  [`/libpod_parent/${OTHER_ID}/libpod-${ID}`, 'podman', ID, ''],
  [`/machine.slice/machine-libpod_pod_${OTHER_ID}.slice/libpod-${ID}.scope`, 'podman', ID, ''],
  [`/user.slice/user-1000.slice/user@1000.service/user.slice/libpod-${ID}.scope`, 'podman', ID, ''],
  // From a private cgroup namespace.
  [`${RELATIVE}/cri-containerd-${ID}.scope`, 'containerd', ID, UID],
  [`/../crio-${ID}`, 'cri-o', ID, ''],
  [`/../${ID}`, 'unknown', ID, ''],
  [`/../../pod${UID}/${ID}`, 'unknown', ID, UID],
  // A container in a container belongs to the outer one, whatever it calls itself.
  [`/docker/${ID}/docker/${OTHER_ID}`, 'docker', ID, ''],
  [`/docker/${ID}/kubepods/pod${UID}/${OTHER_ID}`, 'docker', ID, ''],
  [`/kubepods/pod${UID}/crio-${ID}/docker/${OTHER_ID}`, 'cri-o', ID, UID],
  // The group of a zombie whose container is gone.
  [`/system.slice/docker-${ID}.scope (deleted)`, 'docker', ID, ''],
  // Monitors are outside of the container that they watch.
  [`/machine.slice/libpod-conmon-${ID}.scope`, '', '', ''],
  [`/kubepods.slice/kubepods-pod${SLICE}.slice/crio-conmon-${ID}.scope`, '', '', UID],
  // A pod's own group.
  [`/kubepods.slice/kubepods-pod${SLICE}.slice`, '', '', UID],
  // No container.
  ['/', '', '', ''],
  ['/..', '', '', ''],
  ['/init.scope', '', '', ''],
  ['/system.slice/docker.service', '', '', ''],
  ['/system.slice/podman.service', '', '', ''],
  ['/user.slice/user-1000.slice/session-2.scope', '', '', ''],
  [`/system.slice/docker-${ID}.scope.mount`, '', '', ''],
  [`/system.slice/var-lib-docker-containers-${ID}-mounts-shm.mount`, '', '', ''],
  [`/docker/${ID.slice(1)}`, '', '', ''],
  ['/docker/buildkit', '', '', ''],
  ['/kubepods/podium', '', '', ''],
  [`/kubepods/pod${UID}.mount`, '', '', ''],
  // A word that every object inherits is no runtime.
  [`/constructor/${ID}`, 'unknown', ID, ''],
]

for (const [path, runtime, container, pod] of PATHS) {
  test(`${path} is ${container === '' ? 'no container' : `of ${runtime}`}`, () => {
    assert.deepEqual(containerOf(path), { runtime, container, pod })
  })
}

test('a process is in the container that any of its hierarchies names', () => {
  const container = { runtime: 'docker', container: ID, pod: '' }
  for (const [text, expected] of /** @type {const} */ ([
    [`0::/system.slice/docker-${ID}.scope\n`, container],
    [`12:cpu,cpuacct:/docker/${ID}\n1:name=systemd:/docker/${ID}\n0::/\n`, container],
    // Version 1 keeps only version 2's group of a zombie.
    [`8:pids:/\n0::/system.slice/docker-${ID}.scope (deleted)\n`, container],
    ['0::/init.scope\n', { runtime: '', container: '', pod: '' }],
    ['', { runtime: '', container: '', pod: '' }],
    [`8:pids:/\n0::/kubepods/pod${UID}\n`, { runtime: '', container: '', pod: UID }],
  ])) {
    assert.deepEqual(containerOfProcess(text), expected, text)
  }
})
