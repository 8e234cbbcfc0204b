/** A TypeScript file reduced to the imports it has: values, lazy ones, and types where they are asked for. */
import { parseSync } from '@swc/core';

export function importsOnly(source, { tsx, types }) {
  const lines = [];
  walk(parseSync(source, { syntax: 'typescript', tsx, target: 'es2022' }), lines);
  return `${lines.filter((line) => types || !line.startsWith('import type')).join('\n')}\n`;
}

function walk(node, lines) {
  if (node === null || typeof node !== 'object') return;
  if (Array.isArray(node)) {
    for (const each of node) walk(each, lines);
    return;
  }
  const line = lineOf(node);
  if (line !== null) lines.push(line);
  for (const each of Object.values(node)) walk(each, lines);
}

function lineOf(node) {
  switch (node.type) {
    case 'ImportDeclaration':
    case 'ExportNamedDeclaration':
    case 'ExportAllDeclaration': {
      if (!node.source) return null;
      const from = JSON.stringify(node.source.value);
      return node.typeOnly ? `import type {} from ${from};` : `import ${from};`;
    }
    case 'TsImportType':
      return `import type {} from ${JSON.stringify(node.argument.value)};`;
    case 'CallExpression': {
      const [first] = node.arguments;
      const lazy = node.callee.type === 'Import' && first?.expression.type === 'StringLiteral';
      return lazy ? `void import(${JSON.stringify(first.expression.value)});` : null;
    }
    default:
      return null;
  }
}
