'use strict'

// Runs a command beside a registry that serves only the tarballs of this folder. The package
// managers use this registry.

const { execFileSync, spawn } = require('node:child_process')
const { createHash } = require('node:crypto')
const { once } = require('node:events')
const fs = require('node:fs')
const http = require('node:http')
const path = require('node:path')

const tarballs = fs.readdirSync(__dirname).filter((name) => name.endsWith('.tgz'))
/** @type {Map<string, object>} */
const packages = new Map()

/** @param {string} url */
function publish(url) {
  for (const tarball of tarballs) {
    const file = path.join(__dirname, tarball)
    const json = execFileSync('tar', ['-xzOf', file, 'package/package.json'])
    const manifest = JSON.parse(json.toString())
    const { name, version } = manifest
    const integrity = `sha512-${createHash('sha512').update(fs.readFileSync(file)).digest('base64')}`
    packages.set(name, {
      name,
      'dist-tags': { latest: version },
      // Yarn refuses packages that are younger than a few days.
      time: { [version]: '2000-01-01T00:00:00.000Z' },
      versions: { [version]: { ...manifest, dist: { tarball: `${url}/${tarball}`, integrity } } },
    })
  }
}

const server = http.createServer((request, response) => {
  const asked = decodeURIComponent(String(request.url).slice(1))
  if (tarballs.includes(asked)) {
    response.end(fs.readFileSync(path.join(__dirname, asked)))
  } else if (packages.has(asked)) {
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify(packages.get(asked)))
  } else {
    response.writeHead(404).end('{}')
  }
})

async function main() {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address())
  const url = `http://127.0.0.1:${port}`
  publish(url)
  const [command, ...args] = process.argv.slice(2)
  const child = spawn(command, args, {
    stdio: 'inherit',
    env: {
      ...process.env,
      npm_config_registry: url,
      YARN_NPM_REGISTRY_SERVER: url,
      YARN_UNSAFE_HTTP_WHITELIST: '127.0.0.1',
    },
  })
  const [code] = await once(child, 'exit')
  process.exit(code ?? 1)
}

main()
