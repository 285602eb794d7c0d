'use strict'

require('../../../init')
require('./init-state')
