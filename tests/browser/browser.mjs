// Debian's Chromium, and a page that keeps a record of everything that went wrong on it.

import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";

import { chromium } from "playwright-core";

const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
const AXE = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/** Starts the browser. */
export function startBrowser() {
  return chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", headless: true, args: FLAGS });
}

/** Opens an address; the second value collects console errors, exceptions, failed requests and requests to elsewhere. */
export async function open(context, address) {
  const page = await context.newPage();
  const faults = [];
  const { origin } = new URL(address);
  page.on("console", (message) => message.type() === "error" && faults.push(`console: ${message.text()}`));
  page.on("pageerror", (error) => faults.push(`exception: ${error.message}`));
  page.on("requestfailed", (request) => faults.push(`failed: ${request.url()} ${request.failure()?.errorText}`));
  page.on("response", (response) => response.status() >= 400 && faults.push(`${response.status()}: ${response.url()}`));
  page.on("request", (request) => {
    const elsewhere = !request.url().startsWith(origin) && !request.url().startsWith("data:");
    if (elsewhere) faults.push(`asks elsewhere: ${request.url()}`);
  });
  await page.goto(address, { waitUntil: "load" });
  return { page, faults };
}

/** What axe finds against WCAG 2.2 A and AA, one line for each element. */
export async function barriers(page) {
  await page.evaluate(AXE);
  const { violations } = await page.evaluate((values) => globalThis.axe.run(document, { runOnly: { type: "tag", values } }), LEVELS);
  return violations.flatMap(({ id, help, nodes }) => nodes.map((node) => `${id}: ${help}: ${node.target.join(" ")}`));
}

/** How many pixels the page is wider than its window, and which elements stick out. */
export function overflow(page) {
  return page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    const excess = document.documentElement.scrollWidth - width;
    const out = [...document.querySelectorAll("body *")].filter((element) => element.getBoundingClientRect().right > width + 1);
    const names = out.map((element) => `${element.tagName.toLowerCase()}${element.className ? `.${element.className}` : ""}`);
    return excess > 0 ? `${excess} px: ${[...new Set(names.map(String))].slice(0, 5).join(", ")}` : "";
  });
}
