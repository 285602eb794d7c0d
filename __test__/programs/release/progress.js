'use strict'

// A long command of three steps. The second prints a line.

const { startProgress } = require('../../../scripts/progress')

const progress = startProgress(3)
progress.begin('the first step')
progress.begin('the second step')
progress.log('a line of the second step\n')
progress.begin(`the third step${', which has a long name'.repeat(5)}`)
progress.stop()
console.log('the result')
