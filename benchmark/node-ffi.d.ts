// The measured part of Node 26's module. @types/node describes the oldest supported Node.
declare module 'node:ffi' {
  export function getRawPointer(source: ArrayBufferView): bigint
  export function dlopen(
    path: string | null,
    definitions: Record<string, { arguments: string[]; return: string }>,
  ): { functions: Record<string, (...args: unknown[]) => number> }
}
