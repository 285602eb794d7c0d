'use strict'

// The content of the published packages as CycloneDX 1.6 (https://cyclonedx.org). The main package
// depends only on the platform packages. These contain only these crates, and the three functions
// of glibc that licenses.js names.

/**
 * @param {{ name: string, version: string, license: string }} manifest of the main package
 * @param {import('./crates').Crate[]} crates
 */
function sbom({ name, version, license }, crates) {
  return {
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: {
      component: {
        type: 'library',
        name,
        version,
        licenses: [{ expression: license }],
        purl: `pkg:npm/${name}@${version}`,
      },
    },
    components: crates.map((crate) => ({
      type: 'library',
      name: crate.name,
      version: crate.version,
      licenses: [{ expression: crate.license }],
      // crates.io does not have the crates of Rust's own source.
      ...(crate.isOfRust
        ? { group: 'rust' }
        : { purl: `pkg:cargo/${crate.name}@${crate.version}` }),
    })),
  }
}

module.exports = { sbom }
