'use strict'

// Looks until it is known which zombies of a container stay, and prints what the look has seen.
//
//   node look.js PACKAGE CGROUP_ROOT CONTAINER

const path = require('node:path')

const [root, cgroups, container] = process.argv.slice(2)
const { Looks } = require(path.join(root, 'lib/exporter/look/look.js'))

const looks = new Looks(cgroups)
let sight
do sight = looks.take()
while (!sight.containers.zombies.some(isOfContainer))
console.log(JSON.stringify(sight))

/** @param {{ labels: Record<string, string> }} series */
function isOfContainer({ labels }) {
  return labels.container === container && labels.verdict !== 'transient'
}
