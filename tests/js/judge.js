/**
 * Answers, line by line, what the form of the join page thinks of a text, an address or a profile: the tests in Python
 * ask it and compare. The first line is the form's file.
 */
import { createInterface } from "node:readline";
import { fieldsOf, textOf } from "../../generator/sameboat/assets/join/file.js";
import { formatChecks } from "../../generator/sameboat/assets/join/formats.js";
import { faultFinder } from "../../generator/sameboat/assets/join/hidden.js";
import { Validator } from "../../generator/sameboat/assets/join/validate.js";

/** @type {Record<string, (asked: any) => unknown>} */
let answers = {};

/** @param {any} form */
function prepare(form) {
  const { schema, rules } = form;
  const validator = new Validator(schema, rules);
  const formats = formatChecks(rules.formats);
  const findFault = faultFinder(rules.hidden, rules.alphabets);
  answers = {
    fault: (text) => findFault(text) ?? null,
    format: ([name, text]) => formats[name](text),
    problems: (fields) => validator.check(fields),
    file: (fields) => textOf(fieldsOf(fields, {}, schema)),
    unchanged: (fields) => textOf(fieldsOf(structuredClone(fields), fields, schema)),
  };
}

for await (const line of createInterface({ input: process.stdin })) {
  const asked = JSON.parse(line);
  if ("form" in asked) prepare(asked.form);
  const [[what, about]] = Object.entries(asked);
  process.stdout.write(`${JSON.stringify(answers[what]?.(about) ?? null)}\n`);
}
