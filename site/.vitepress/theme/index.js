// The default theme with the fonts of the system, so that no page loads one.
export { default } from 'vitepress/theme-without-fonts'
