'use strict'

// Shows the cursor, and leaves the alternate screen (xterm's control sequences).
const LEAVE = '\x1b[?25h\x1b[?1049l'

module.exports = { LEAVE }
