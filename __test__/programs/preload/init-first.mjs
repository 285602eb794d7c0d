import 'zombie-reaper/init'
import './init-state.js'
