#!/usr/bin/env node
'use strict'

void require('../lib/cli/main').main(process.argv.slice(2))
