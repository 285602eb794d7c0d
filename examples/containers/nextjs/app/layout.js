import { createElement } from 'react'

/** @param {{ children: import('react').ReactNode }} properties */
export default function Layout({ children }) {
  return createElement('html', null, createElement('body', null, children))
}
