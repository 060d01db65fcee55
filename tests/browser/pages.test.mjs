// Each kind of page, in both languages, on a phone and on a desk: no barrier (WCAG 2.2 AA), no error, nothing cut off.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";

import { barriers, open, overflow, startBrowser } from "./browser.mjs";
import { startDemo } from "./demo.mjs";

const LANGUAGES = ["ja", "en"];
const WIDTHS = [360, 1280];
const listed = await readFile(new URL("addresses.txt", import.meta.url), "utf8");
const ADDRESSES = listed.split("\n").filter((line) => line.startsWith("/"));

let demo;
let browser;
before(async () => {
  demo = await startDemo();
  browser = await startBrowser();
  const page = await browser.newPage();
  await page.goto(`${demo.origin}/open?lang=en`);
  await page.getByRole("button", { name: "Open the example study" }).click();
  assert.equal(new URL(page.url()).pathname, "/studies/example");
  await page.close();
});
after(async () => {
  await browser?.close();
  await demo?.stop();
});

function inLanguage(address, language) {
  const url = new URL(address, demo.origin);
  url.searchParams.set("lang", language);
  return url.href;
}

/** What is wrong with the page shown. Its own status is for the caller to judge. */
async function wrongs(page, faults) {
  return {
    language: await page.getAttribute("html", "lang"),
    headings: await page.locator("h1").count(),
    barriers: await barriers(page),
    overflow: await overflow(page),
    faults: faults.filter((fault) => !/status of 4(04|22)|^4(04|22): /.test(fault)),
  };
}

/** Sends the form that holds a button, with a file of answers chosen. */
async function send(page, name, content = "") {
  const form = page.locator("form").filter({ has: page.locator(`[name="${name}"]`) });
  const file = { name: "new.csv", mimeType: "text/csv", buffer: Buffer.from(content) };
  if (content) await page.locator("#answers").setInputFiles(file);
  await form.locator("button").click();
}

// Pages that no address alone leads to, and those that refuse: how to come there, and what they must show.
const BEHIND_FORMS = {
  "a report on new answers": {
    address: "/studies/example/answers",
    act: (page) => send(page, "how", "id,stratum,Q1\nB1,client,now\nB2,vendor,what a long answer nobody foresaw\n"),
    shows: "form[action$='/answers/take']",
  },
  "a file refused": {
    address: "/studies/example/answers",
    act: (page) => send(page, "how", "PK not a workbook"),
    shows: "[role=alert]",
  },
  "a removal refused": { address: "/studies/example/answers", act: (page) => send(page, "confirm"), shows: "[role=alert]" },
  "an address that leads nowhere": { address: "/studies/nobody", act: () => {}, shows: "h1" },
};

for (const [name, { address, act, shows }] of Object.entries(BEHIND_FORMS)) {
  for (const language of LANGUAGES) {
    for (const width of WIDTHS) {
      test(`${name} in ${language} at ${width} px`, async () => {
        const context = await browser.newContext({ viewport: { width, height: 800 } });
        const { page, faults } = await open(context, inLanguage(address, language));
        await act(page);
        await page.locator(shows).first().waitFor();
        const found = await wrongs(page, faults);
        await context.close();
        assert.deepEqual(found, { language, headings: 1, barriers: [], overflow: "", faults: [] });
      });
    }
  }
}

for (const address of ADDRESSES) {
  for (const language of LANGUAGES) {
    for (const width of WIDTHS) {
      test(`${address} in ${language} at ${width} px`, async () => {
        const context = await browser.newContext({ viewport: { width, height: 800 } });
        const { page, faults } = await open(context, inLanguage(address, language));
        const found = { ...(await wrongs(page, faults)), faults };
        await context.close();
        assert.deepEqual(found, { language, headings: 1, barriers: [], overflow: "", faults: [] });
      });
    }
  }
  test(`${address} without JavaScript`, async () => {
    const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 360, height: 800 } });
    const { page, faults } = await open(context, inLanguage(address, "ja"));
    const visible = await page.locator("h1").isVisible();
    await context.close();
    assert.deepEqual({ visible, faults }, { visible: true, faults: [] });
  });
}
