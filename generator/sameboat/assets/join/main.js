/** The join page: what is typed becomes a profile, the profile a file, and the file an address to send it. */
import { Announcer } from "../find/announce.js";
import { part } from "../find/template.js";
import { Words } from "../find/words.js";
import { Choices } from "./choices.js";
import { isBlank, putAt, valueAt } from "./data.js";
import { DraftKeeper } from "./draft.js";
import { buildFields } from "./fields.js";
import { fieldsOf, textOf } from "./file.js";
import { HandleField } from "./handle.js";
import { Places } from "./places.js";
import { Preview } from "./preview.js";
import { readJson, readPublished } from "./published.js";
import { Sending } from "./send.js";
import { Validator } from "./validate.js";

/**
 * @typedef {import("./data.js").Fields} Fields
 * @typedef {import("./data.js").Path} Path
 */

const root = part("sb-join", HTMLElement);
const template = part("sb-join-words", HTMLTemplateElement);
const words = new Words(template, template.lang);
const announcer = new Announcer(part("sb-join-status", HTMLElement));

/** @param {string} key a part of what the page's HTML says about its surroundings */
const address = (key) => root.dataset[key] ?? "";

try {
  const { search, hash } = document.location;
  // A member's page names its owner behind a "#": to whoever gathers pages, all those links lead to one.
  const named = /^#@(.+)$/.exec(hash)?.[1];
  const edited = (new URLSearchParams(search).get("edit") ?? named ?? "").toLowerCase();
  const [form, published] = await Promise.all([
    readJson(address("form")),
    edited ? readPublished(address("api"), edited) : undefined,
  ]);
  start(form, edited, published);
} catch (error) {
  root.dataset.state = "lost";
  part("sb-join-lost", HTMLElement).hidden = false;
  throw error;
}

/**
 * @param {any} form what `sameboat.outputs.join_form` wrote
 * @param {string} edited the handle whose profile is to be changed, if any
 * @param {Fields | undefined} published that profile
 */
function start(form, edited, published) {
  /** @type {import("./validate.js").SchemaNode} */
  const schema = form.schema;
  const isEdit = published !== undefined;
  const drafts = new DraftKeeper(isEdit ? edited : "");
  const draft = drafts.read();
  /** @type {Fields} */
  let fields = draft?.fields ?? structuredClone(published ?? {});
  const before = published ?? {};

  const choices = new Choices(form.terms, form.languages, form.rules.formats.zones);
  const validator = new Validator(schema, form.rules);
  const places = new Places();
  const preview = new Preview(schema, choices, words);
  const handle = new HandleField({
    words,
    places,
    validator,
    value: isEdit ? edited : (draft?.handle ?? edited),
    isFixed: isEdit,
    isTaken: async (name) => (await readPublished(address("api"), name)) !== undefined,
    editAddress: (name) => `${address("here")}?edit=${encodeURIComponent(name)}`,
    onChange: () => changed(),
  });
  const sending = new Sending({
    words,
    say: (text) => announcer.say(text),
    limits: form.limits,
    forge: form.forge,
    isEdit,
    onRefusal: () => {
      places.saysAll = true;
      show();
    },
  });

  /** @type {import("./controls.js").Context} */
  const context = {
    get: (path) => valueAt(fields, path),
    set: (path, value) => {
      putAt(fields, path, value);
      changed();
    },
    words,
    choices,
    places,
    say: (text) => announcer.say(text),
    handle: () => handle.value,
    uploading: form.forge.uploading,
    photoBytes: form.limits.photo,
  };

  function changed() {
    if (!isBuilt) return;
    const isUntouched = isEdit && textOf(fieldsOf(fields, before, schema)) === textOf(fieldsOf(before, before, schema));
    if (isUntouched || (isBlank(fields) && handle.value === "")) drafts.forget();
    else drafts.keep({ handle: handle.value, fields });
    show();
  }

  function show() {
    const result = fieldsOf(fields, before, schema);
    const text = isBlank(result) ? "" : textOf(result);
    const found = [...handle.problems(), ...validator.check(fields)];
    if (new TextEncoder().encode(text).length > form.limits.file) {
      found.push({ path: [], key: "tooBig", values: { limit: String(form.limits.file / 1024) } });
    }
    const order = Object.keys(schema.properties ?? {});
    const said = found
      .map(({ path, key, values, isDoubt }) => ({ path, isDoubt, text: words.say(key, values) }))
      .sort((one, other) => order.indexOf(String(one.path[0])) - order.indexOf(String(other.path[0])));
    places.show(said);
    preview.show(handle.value, result, text);
    sending.show({
      handle: handle.value,
      text,
      problems: said
        .filter(({ isDoubt }) => !isDoubt)
        .map((problem) => ({ text: problem.text, focus: () => goTo(problem.path) })),
    });
  }

  /** @param {Path} path */
  function goTo(path) {
    const control = places.control(path);
    const fold = control?.closest("details");
    if (fold) fold.open = true;
    control?.focus();
  }

  let isBuilt = false;
  function build() {
    isBuilt = false;
    places.forget();
    buildFields(context, schema, part("sb-join-needed", HTMLElement), part("sb-join-optional", HTMLElement));
    isBuilt = true;
    show();
  }

  const note = part("sb-join-note", HTMLElement);
  const restart = part("sb-join-restart", HTMLElement);
  const noteText = part("sb-join-note-text", HTMLElement);
  function showNote() {
    const name = String(before.name ?? edited);
    const isDraft = drafts.read() !== undefined;
    noteText.textContent = isDraft
      ? words.say(isEdit ? "editDraft" : "draft")
      : isEdit
        ? words.say("editing", { name })
        : edited
          ? words.say("unknownMember", { name: edited })
          : "";
    restart.textContent = words.say(isEdit ? "asPublished" : "startOver");
    restart.hidden = !isDraft;
    note.hidden = noteText.textContent === "";
  }
  restart.addEventListener("click", () => {
    drafts.forget();
    fields = structuredClone(before);
    if (!isEdit) handle.value = "";
    build();
    showNote();
    handle.focus();
  });

  const leaveFile = document.getElementById("sb-leave-file");
  const leaveIssue = document.getElementById("sb-leave-issue");
  if (isEdit) {
    part("sb-join-leaving", HTMLElement).hidden = false;
    leaveFile?.setAttribute("href", `${leaveFile.dataset.href}${edited}.yml`);
    const title = `${leaveIssue?.dataset.title}: ${edited}`;
    leaveIssue?.setAttribute("href", `${leaveIssue.dataset.href}${encodeURIComponent(title)}`);
  }

  part("sb-join-form", HTMLFormElement).addEventListener("submit", (event) => event.preventDefault());
  build();
  showNote();
  part("sb-join-form", HTMLElement).hidden = false;
  root.dataset.state = "ready";
  // Whoever came to leave goes on to where that is said, now that it has its place.
  if (document.location.hash === "#leave") part("leave", HTMLElement).scrollIntoView();
}
