// Follows the links of the demo, a few of each kind of address, and finds none dead. The other language has the same links.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { startDemo } from "./demo.mjs";

const OF_EACH_KIND = 12;
const AT_MOST = 600;
// Whole reports take long to make; flow.test.mjs and tests/documents save them.
const MADE_SLOWLY = /\/report\/files\//;

let demo;
before(async () => {
  demo = await startDemo();
});
after(() => demo?.stop());

/** Addresses of one kind differ in their last segment and in the values of their parameters. */
function kind(url) {
  return `${url.pathname.replace(/[^/]+$/, "*")}?${[...url.searchParams.keys()].sort().join("&")}`;
}

function links(html, from) {
  const targets = [...html.matchAll(/\s(?:href|src)="([^"]*)"/g)].map((match) => match[1].replaceAll("&amp;", "&"));
  return targets.map((target) => new URL(target, from)).filter((url) => url.origin === demo.origin);
}

test("no link is dead", async () => {
  const seen = new Map();
  const taken = new Map();
  const open = [new URL("/", demo.origin)];
  const dead = [];
  while (open.length > 0 && seen.size < AT_MOST) {
    const url = open.shift();
    url.hash = "";
    url.searchParams.delete("lang");
    const of_kind = taken.get(kind(url)) ?? 0;
    if (MADE_SLOWLY.test(url.pathname) || seen.has(url.href) || of_kind >= OF_EACH_KIND) continue;
    taken.set(kind(url), of_kind + 1);
    const response = await fetch(url);
    seen.set(url.href, response.status);
    if (!response.ok) dead.push(`${response.status} ${url.href}`);
    const html = response.headers.get("content-type")?.startsWith("text/html");
    const body = html ? await response.text() : await response.arrayBuffer();
    if (html) open.push(...links(body, url));
  }
  assert.deepEqual(dead, []);
  assert.ok(seen.size > 1, "the first page links to nothing");
});
