import { Server } from '@modelcontextprotocol/sdk/server/index.js'
import { WebStandardStreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/webStandardStreamableHttp.js'
import { CallToolRequestSchema, type CallToolResult, ListToolsRequestSchema } from '@modelcontextprotocol/sdk/types.js'
import { ShishuError } from '@shishu/kernel'
import type { McpMessage } from '@shishu/protocol'
import type { Static } from 'typebox'
import { problemOf } from '../../problem/problem.ts'
import { shapeOf } from '../../route/check-shape.ts'
import { exchangeError } from '../exchange-errors.ts'
import { explainFigure } from './explain-figure.ts'
import { findIndicators } from './find-indicators.ts'
import { findOrgUnits } from './find-org-units.ts'
import { listDue } from './list-due.ts'
import { checkPlaces, type McpTool, type ToolAsk } from './mcp-tool.ts'
import { readFigures } from './read-figures.ts'

/** What an assistant can ask for. All of it reads; to add a tool, add its file and name it here. */
export const MCP_TOOLS: readonly McpTool[] = [findIndicators, findOrgUnits, readFigures, explainFigure, listDue]

const INSTRUCTIONS = `实数是一个乡镇的一本账，这里只能读。数一律来自账簿：先用 find_indicators 和 find_org_units 找到编号和代码，再用 read_figures 读数，用 explain_figure 说明来历。
Shishu is a township’s one book of work; everything here reads. Find ids and codes first, then read figures, then explain them.`

const SHAPES = new Map(MCP_TOOLS.map((tool) => [tool.name, shapeOf('body', tool.input)]))

/** How a call of a tool ended: for the audit log. */
export interface ToolOutcome {
  tool: string
  /** Place that was asked about, where the call had one. */
  orgUnit: string | null
  outcome: 'done' | 'refused' | 'failed'
  code: string | null
}

export interface McpAsk extends ToolAsk {
  /** Number of the request, told where the server fails. */
  instance: string
  onCall: (outcome: ToolOutcome) => Promise<void>
  onFailure: (error: unknown) => void
}

/**
 * Answers one message of the Model Context Protocol (streamable HTTP, without state): every request stands by itself and
 * is answered as JSON.
 * @param version  of the protocol, as the request's head names it
 */
export async function answerMcp(
  message: Static<typeof McpMessage>,
  version: string | string[] | undefined,
  ask: McpAsk,
): Promise<Response> {
  const server = new Server(
    { name: 'shishu', title: '实数 Shishu', version: '1' },
    { capabilities: { tools: {} }, instructions: INSTRUCTIONS },
  )
  server.setRequestHandler(ListToolsRequestSchema, async () => ({ tools: MCP_TOOLS.map(toolView) }))
  server.setRequestHandler(CallToolRequestSchema, async ({ params }) => call(params.name, params.arguments ?? {}, ask))
  const transport = new WebStandardStreamableHTTPServerTransport({ enableJsonResponse: true })
  await server.connect(transport as Parameters<typeof server.connect>[0])
  try {
    // The address is never looked at; the message was read and checked before.
    const request = new Request('http://localhost/mcp', { method: 'POST', headers: headersOf(version) })
    return await transport.handleRequest(request, { parsedBody: message })
  } finally {
    await server.close()
  }
}

/** Whatever else a client would take, it is answered as JSON. */
function headersOf(version: string | string[] | undefined): Record<string, string> {
  const plain = { accept: 'application/json, text/event-stream', 'content-type': 'application/json' }
  return typeof version === 'string' ? { ...plain, 'mcp-protocol-version': version } : plain
}

async function call(name: string, input: object, ask: McpAsk): Promise<CallToolResult> {
  const tool = MCP_TOOLS.find((one) => one.name === name)
  let orgUnit: string | null = null
  const told = (outcome: ToolOutcome['outcome'], code: string | null) =>
    ask.onCall({ tool: tool?.name ?? '', orgUnit, outcome, code })
  try {
    if (tool === undefined) {
      throw exchangeError('mcp.tool-unknown', { tool: name.slice(0, 80), known: MCP_TOOLS.map((one) => one.name) })
    }
    const checked = SHAPES.get(name)!(input) as never
    const places = tool.place?.(checked) ?? []
    orgUnit = places[0] ?? null
    checkPlaces(ask.rights, places)
    const result = await tool.run(checked, ask)
    await told('done', null)
    return { content: [{ type: 'text', text: JSON.stringify(result) }], structuredContent: { ...result } }
  } catch (error) {
    const { code, zh, en, status } = problemOf(error, ask.instance, ask.language)
    if (status >= 500 && !(error instanceof ShishuError)) ask.onFailure(error)
    await told(status >= 500 ? 'failed' : 'refused', code)
    return { isError: true, content: [{ type: 'text', text: `${code}\n${zh}\n${en}` }] }
  }
}

function toolView({ name, title, description, input, output }: McpTool) {
  return {
    name,
    title: `${title.zh} · ${title.en}`,
    description: `${description.zh}\n${description.en}`,
    inputSchema: { ...input, type: 'object' as const },
    outputSchema: { ...output, type: 'object' as const },
    annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  }
}
