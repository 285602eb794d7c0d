'use strict'

const { expect, test } = require('@playwright/test')

test('a page has its title', async ({ page }) => {
  await page.goto('data:text/html,<title>A page</title>')
  expect(await page.title()).toBe('A page')
})
