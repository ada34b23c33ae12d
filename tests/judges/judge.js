// Reads documents from standard input and writes what the judges say of each to standard output:
// [{judge, text}] → [{complaints: [string], cues: [{start, end, text}]}]. One process for all of them.
"use strict";

const imscDocument = require("imsc/src/main/js/doc.js");
const imscMoment = require("imsc/src/main/js/isd.js");
const srtValidator = require("srt-validator");
const webvtt = require("webvtt-parser");
const entities = require("webvtt-parser/html-entities.json");

function judgeVtt(text) {
  const parsed = new webvtt.WebVTTParser(entities).parse(text, "subtitles");
  return {
    complaints: parsed.errors.map((error) => `line ${error.line}: ${error.message}`),
    cues: parsed.cues.map((cue) => ({
      id: cue.id,
      start: cue.startTime,
      end: cue.endTime,
      text: textOfVtt(cue.tree),
      line: cue.linePosition,
      size: cue.size,
      italic: hasItalics(cue.tree),
    })),
  };
}

function textOfVtt(node) {
  if (node.type === "text") return node.value;
  return (node.children || []).map(textOfVtt).join("");
}

function hasItalics(node) {
  return node.name === "i" || (node.children || []).some(hasItalics);
}

function judgeSrt(text) {
  const complaints = srtValidator.validator(text).map((error) => `line ${error.lineNumber}: ${error.message}`);
  const cues = srtValidator.parser.parse(text).map((cue) => ({
    start: cue.time.start / 1000,
    end: cue.time.end / 1000,
    text: cue.text,
  }));
  return { complaints, cues };
}

// What is on the screen from each moment at which it changes until the next, region by region.
function judgeTtml(text) {
  const complaints = [];
  const note = (message) => {
    complaints.push(message);
    return false;
  };
  const handler = { info: () => false, warn: note, error: note, fatal: note };
  const parsed = imscDocument.fromXML(text, handler);
  if (parsed === null) return { complaints, cues: [] };
  const moments = parsed.getMediaTimeEvents();
  const cues = [];
  moments.slice(0, -1).forEach((start, at) => {
    const shown = imscMoment.generateISD(parsed, start, handler);
    for (const region of shown.contents) {
      const lines = textOfTtml(region);
      if (lines.trim()) {
        const box = boxOf(region);
        cues.push({ start, end: moments[at + 1], text: lines, region: region.id, box, ...looksOf(region) });
      }
    }
  });
  return { complaints, cues };
}

// Left, upper, right and lower edge, as shares of the picture.
function boxOf(region) {
  const style = (name) => region.styleAttrs[`http://www.w3.org/ns/ttml#styling ${name}`];
  const [origin, extent] = [style("origin"), style("extent")];
  const [left, upper] = [origin.w.rw, origin.h.rh];
  return [left, upper, left + extent.w.rw, upper + extent.h.rh];
}

// How the first span with text looks.
function looksOf(element) {
  if (element.kind === "span" && element.text) {
    const style = (name) => element.styleAttrs[`http://www.w3.org/ns/ttml#styling ${name}`];
    return { italic: style("fontStyle") === "italic", direction: style("direction") };
  }
  return (element.contents || []).map(looksOf).find((looks) => looks);
}

function textOfTtml(element) {
  if (element.kind === "br") return "\n";
  if (element.text !== undefined) return element.text;
  return (element.contents || []).map(textOfTtml).join("");
}

const JUDGES = { vtt: judgeVtt, srt: judgeSrt, ttml: judgeTtml };

function judged(document) {
  try {
    return JUDGES[document.judge](document.text);
  } catch (error) {
    return { complaints: [`${error.name || "refused"}: ${error.message || error}`], cues: [] };
  }
}

const documents = JSON.parse(require("fs").readFileSync(0, "utf-8"));
process.stdout.write(JSON.stringify(documents.map(judged)));
