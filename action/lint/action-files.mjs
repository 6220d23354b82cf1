// Validates action.yml files with GitHub's own language service.
import fs from 'node:fs';
import path from 'node:path';
import { validateAction } from '@actions/languageservice/validate-action';
import { TextDocument } from 'vscode-languageserver-textdocument';

async function check(file) {
  const document = TextDocument.create(`file://${path.resolve(file)}`, 'yaml', 1, fs.readFileSync(file, 'utf8'));
  const problems = await validateAction(document);
  for (const problem of problems) console.error(`${file}:${problem.range.start.line + 1}: ${problem.message}`);
  if (problems.length === 0) console.log(`languageservice: ${file} is fine`);
  return problems.length;
}

async function main() {
  let bad = 0;
  for (const file of process.argv.slice(2)) bad += await check(file);
  process.exitCode = bad ? 1 : 0;
}

main();
