/** Starts a program as PID 1 of a namespace of its own. Needs root. */
export const NAMESPACE = ['unshare', '--pid', '--fork', '--mount-proc', '--kill-child']
