'use strict'

// The bundle of a container of runc, as Docker configures it.

const fs = require('node:fs')
const os = require('node:os')
const path = require('node:path')

const { root, run } = require('../../matrix/tool')

// Docker's default (oci/caps/defaults.go).
const CAPABILITIES = [
  'CAP_CHOWN',
  'CAP_DAC_OVERRIDE',
  'CAP_FSETID',
  'CAP_FOWNER',
  'CAP_MKNOD',
  'CAP_NET_RAW',
  'CAP_SETGID',
  'CAP_SETUID',
  'CAP_SETFCAP',
  'CAP_SETPCAP',
  'CAP_NET_BIND_SERVICE',
  'CAP_SYS_CHROOT',
  'CAP_KILL',
  'CAP_AUDIT_WRITE',
]

/**
 * @param {string[]} command
 * @param {object} seccomp
 * @returns {string} a folder, in which enter.sh makes the root file system
 */
function bundleOf(command, seccomp) {
  const bundle = fs.mkdtempSync(path.join(os.tmpdir(), 'zombie-reaper-host-'))
  run(['runc', 'spec', '--bundle', bundle], 'Run `apt-get install runc`')
  const file = path.join(bundle, 'config.json')
  const config = JSON.parse(fs.readFileSync(file, 'utf8'))
  Object.assign(config.process, {
    terminal: false,
    args: command,
    env: [`PATH=${process.env.PATH}`],
    cwd: root,
    rlimits: [],
    capabilities: {
      bounding: CAPABILITIES,
      effective: CAPABILITIES,
      permitted: CAPABILITIES,
    },
  })
  config.root = { path: 'layer/root', readonly: false }
  config.mounts.push(
    { destination: '/tmp', type: 'tmpfs', source: 'tmpfs', options: ['mode=1777'] },
    { destination: root, type: 'bind', source: root, options: ['rbind', 'ro'] },
  )
  config.linux.seccomp = seccomp
  fs.writeFileSync(file, JSON.stringify(config))
  return bundle
}

/** The filter of AWS Lambda, as far as it concerns this package. */
function lambdaFilter() {
  const refused = { names: ['prctl'], action: 'SCMP_ACT_ERRNO', errnoRet: os.constants.errno.EPERM }
  return { defaultAction: 'SCMP_ACT_ALLOW', syscalls: [refused] }
}

module.exports = { CAPABILITIES, bundleOf, lambdaFilter }
