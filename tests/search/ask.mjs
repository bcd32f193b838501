/** Asks the index in a folder what comes on stdin, one list of questions, and answers on stdout. */
import { readFileSync } from "node:fs";
import { stdin } from "node:process";
import { text } from "node:stream/consumers";
import { Engine } from "../../generator/sameboat/assets/find/engine.js";
import { readState } from "../../generator/sameboat/assets/find/state.js";

const folder = process.argv[2];
/** @type {{ now: string, shown: number, searches: string[] }} */
const { now, shown, searches } = JSON.parse(await text(stdin));
const engine = await Engine.open(async (path) => new Uint8Array(readFileSync(`${folder}/${path}`)));
const { facets } = engine.opened;
const answers = [];
for (const search of searches) {
  const page = await engine.answer(readState(search, facets), shown, new Date(now));
  answers.push({
    total: page.total,
    handles: page.cards.map(({ handle }) => handle),
    reasons: page.cards.map(({ reasons }) => reasons.length),
    counts: Object.fromEntries(
      facets.map(({ name, options }, n) => [name, Object.fromEntries(options.map(({ slug }, o) => [slug, page.counts?.[n][o]]))])
    ),
    awake: page.awake ?? null,
    isForgiving: page.isForgiving,
    drops: page.ways?.drops.map(({ kind, label, count }) => [kind, label, count]) ?? [],
  });
}
process.stdout.write(JSON.stringify(answers));
