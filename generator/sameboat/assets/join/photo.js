/**
 * A photo, made ready in the browser: its pixels are drawn anew, so that nothing else of the file is left, least of all
 * the place where it was taken.
 */
import { idOf } from "./controls.js";

/**
 * @typedef {import("./controls.js").Context} Context
 * @typedef {import("./controls.js").Control} Control
 * @typedef {import("./data.js").Path} Path
 */

/** As sharp as the site ever shows one, twice over. */
const LARGEST_SIDE = 1024;
const QUALITIES = [0.9, 0.8, 0.65, 0.5];

/**
 * @param {Context} context
 * @param {Path} path
 * @param {import("./data.js").Value | undefined} example
 * @returns {Control}
 */
export function buildPhoto(context, path, example) {
  const { words } = context;
  const element = document.createElement("div");
  element.className = "sb-join-photo";
  const name = document.createElement("input");
  name.type = "text";
  name.id = idOf(path);
  name.dir = "ltr";
  name.autocomplete = "off";
  if (typeof example === "string") name.placeholder = example;
  const value = context.get(path);
  name.value = typeof value === "string" ? value : "";
  name.addEventListener("input", () => context.set(path, name.value.trim() || undefined));
  name.addEventListener("blur", () => {
    context.places.touch(path);
    context.set(path, context.get(path));
  });

  const label = document.createElement("label");
  label.className = "sb-join-choose";
  const file = document.createElement("input");
  file.type = "file";
  file.accept = "image/*";
  label.append(words.say("photoChoose"), file);
  const done = document.createElement("div");
  done.setAttribute("role", "status");
  file.addEventListener("change", async () => {
    const [picture] = file.files ?? [];
    if (!picture) return;
    const ready = await redraw(picture, context.photoBytes).catch(() => undefined);
    if (!ready) {
      done.replaceChildren(paragraph(words.say("photoBroken")));
      return;
    }
    const called = `${context.handle() || "photo"}.jpg`;
    name.value = called;
    context.places.touch(path);
    context.set(path, called);
    done.replaceChildren(...readyParts(context, ready, called));
  });
  element.append(label, done, name);
  return { element, focus: name };
}

/**
 * @param {Context} context
 * @param {{blob: Blob, canvas: HTMLCanvasElement}} ready
 * @param {string} called
 * @returns {HTMLElement[]}
 */
function readyParts({ words, uploading }, { blob, canvas }, called) {
  const { width, height } = canvas;
  canvas.className = "u-photo";
  const download = document.createElement("a");
  download.href = URL.createObjectURL(blob);
  download.download = called;
  download.textContent = words.say("photoDownload", { name: called });
  const steps = document.createElement("p");
  steps.append(download);
  if (uploading) {
    const upload = document.createElement("a");
    upload.href = uploading;
    upload.target = "_blank";
    upload.rel = "noopener";
    upload.textContent = words.say("photoUpload");
    steps.append(" · ", upload);
  }
  const size = { width: words.number(width), height: words.number(height) };
  return [canvas, paragraph(words.say("photoReady", size)), steps, paragraph(words.say("photoFirst"))];
}

/** @param {string} text */
function paragraph(text) {
  const element = document.createElement("p");
  element.textContent = text;
  return element;
}

/**
 * @param {Blob} picture
 * @param {number} mostBytes
 * @returns {Promise<{blob: Blob, canvas: HTMLCanvasElement}>} its pixels as a new file
 */
async function redraw(picture, mostBytes) {
  // The way up that a camera notes beside the pixels is heeded while decoding; then it is gone, too.
  const bitmap = await createImageBitmap(picture, { imageOrientation: "from-image" });
  const scale = Math.min(1, LARGEST_SIDE / Math.max(bitmap.width, bitmap.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(bitmap.width * scale));
  canvas.height = Math.max(1, Math.round(bitmap.height * scale));
  const pen = canvas.getContext("2d");
  if (!pen) throw new Error("This browser has no canvas to draw on.");
  // JPEG knows nothing transparent; without a ground it would turn black.
  pen.fillStyle = "white";
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  for (const quality of QUALITIES) {
    const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", quality));
    if (blob instanceof Blob && blob.size <= mostBytes) return { blob, canvas };
  }
  throw new Error("This picture is too large at any quality.");
}
