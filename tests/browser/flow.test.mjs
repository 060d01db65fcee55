// One whole way: an example study is opened, weighted, tabulated, corrected, given new answers, saved, and is there again after a new start.

import assert from "node:assert/strict";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { open, startBrowser } from "./browser.mjs";
import { startDemo } from "./demo.mjs";

const STUDY = "/studies/example";
let data;
let browser;
let demo;
before(async () => {
  data = await mkdtemp(join(tmpdir(), "torikime-flow-"));
  browser = await startBrowser();
  demo = await startDemo(data);
});
after(async () => {
  await demo?.stop();
  await browser?.close();
  await rm(data, { recursive: true, force: true });
});

/** What the file of answers says of the first respondent: id and answer to Q1. */
async function firstAnswer() {
  const text = await (await fetch(`${demo.origin}${STUDY}/answers/answers.csv`)).text();
  const [head, first] = text.replace(/^\ufeff/, "").split(/\r?\n/).map((line) => line.split(","));
  return { respondent: first[0], Q1: first[head.indexOf("Q1")] };
}

async function saved(page, link, start) {
  const [download] = await Promise.all([page.waitForEvent("download", { timeout: 120_000 }), link.click()]);
  const bytes = await readFile(await download.path());
  assert.equal(bytes.subarray(0, start.length).toString("latin1"), start, download.suggestedFilename());
}

for (const javaScriptEnabled of [true, false]) {
  test(`an own study from opening to a new start, JavaScript ${javaScriptEnabled ? "on" : "off"}`, async () => {
    const context = await browser.newContext({ javaScriptEnabled, acceptDownloads: true });
    const { page, faults } = await open(context, `${demo.origin}/open?lang=en`);
    const study = javaScriptEnabled ? STUDY : `${STUDY}-2`;
    await page.getByRole("button", { name: "Open the example study" }).click();
    assert.equal(new URL(page.url()).pathname, study);

    await page.getByRole("navigation", { name: "This study" }).getByRole("link", { name: "Answers" }).click();
    await page.getByLabel("Clients").fill("１２，０００");
    await page.getByLabel("Vendors").fill("8,000");
    await page.getByRole("button", { name: "Save" }).first().click();
    assert.equal(await page.getByRole("status").innerText(), "Saved.");
    assert.equal(await page.getByLabel("Clients").inputValue(), "12000");

    await page.goto(`${demo.origin}${study}/tables?of=Q1&by=role&weights=population`);
    assert.equal(await page.getByRole("heading", { name: "The test that fits this table" }).count(), 1);
    assert.match(await page.getByRole("table").first().innerText(), /weighted/);

    if (javaScriptEnabled) await corrected(page, study);
    await replaced(page, study);
    await page.goto(`${demo.origin}${study}/report`);
    await saved(page, page.getByRole("link", { name: "pdf 日本語" }), "%PDF");
    await saved(page, page.getByRole("link", { name: "xlsx English" }), "PK");

    await demo.stop();
    demo = await startDemo(data);
    await page.goto(`${demo.origin}${study}/answers`);
    assert.equal(await page.getByLabel("Vendors").inputValue(), "8000");
    if (javaScriptEnabled) assert.match(await page.getByRole("region", { name: "Corrections" }).innerText(), /typing mistake/);
    await context.close();
    assert.deepEqual(faults.filter((fault) => !fault.startsWith("asks elsewhere") && !fault.includes("ERR_ABORTED")), []);
  });
}

/** Changes the first respondent's answer to Q1 and sees the trail and the change in the file. */
async function corrected(page, study) {
  const was = await firstAnswer();
  const other = was.Q1 === "3" ? "1" : "3";
  await page.goto(`${demo.origin}${study}/answers`);
  await page.getByLabel("Respondent", { exact: true }).fill(was.respondent);
  await page.getByLabel("Question", { exact: true }).selectOption("Q1");
  await page.getByLabel("Answer now").fill(was.Q1);
  await page.getByLabel("Right answer").fill(other);
  await page.getByLabel("Reason").fill("typing mistake");
  await page.getByLabel("Corrected by").fill("Sato");
  await page.getByRole("button", { name: "Correct it" }).click();
  assert.equal(await page.getByRole("status").innerText(), "Saved.");
  assert.match(await page.getByRole("region", { name: "Corrections" }).innerText(), /typing mistake/);
  assert.equal((await firstAnswer()).Q1, other);
}

/** Adds two respondents from a file, after a look that changes nothing. */
async function replaced(page, study) {
  const there = () => page.getByRole("listitem").filter({ hasText: /^\d+respondents$/ }).innerText();
  await page.goto(`${demo.origin}${study}/answers`);
  const before = Number.parseInt(await there(), 10);
  const buffer = Buffer.from("id,stratum,Q1\nZ1,client,now\nZ2,vendor,never\n");
  await page.getByLabel("Table of answers").setInputFiles({ name: "more.csv", mimeType: "text/csv", buffer });
  await page.getByLabel("is added to the answers there are").check();
  await page.getByRole("button", { name: "Look at it first" }).click();
  assert.equal(await page.getByRole("status").innerText(), "Nothing is saved yet.");
  assert.match(await page.getByRole("main").innerText(), new RegExp(`${before} → ${before + 2}`));
  await page.getByRole("button", { name: "Add", exact: true }).click();
  assert.equal(await page.getByRole("status").innerText(), "Saved.");
  assert.equal(Number.parseInt(await there(), 10), before + 2);
}
