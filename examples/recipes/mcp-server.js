#!/usr/bin/env node
'use strict'

// An MCP server that does not end by itself when its client closes stdin: as many servers do, it
// watches something.

const { McpServer } = require('@modelcontextprotocol/sdk/server/mcp.js')
const { StdioServerTransport } = require('@modelcontextprotocol/sdk/server/stdio.js')

const server = new McpServer({ name: 'greeter', version: '1.0.0' })
server.registerTool('greet', {}, () => ({ content: [{ type: 'text', text: 'hello' }] }))
setInterval(() => {}, 60_000)

void server.connect(new StdioServerTransport())
