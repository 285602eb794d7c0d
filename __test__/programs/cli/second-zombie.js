'use strict'

// Preloaded: the program has a zombie already. Its exit code is 3.

require('../../..').makeZombie({ exitCode: 3 })
