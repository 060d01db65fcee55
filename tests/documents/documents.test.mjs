// The printed report as poppler reads it: A4, every font embedded, Japanese text that can be searched, the same bytes each time.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { after, before, test } from "node:test";

const ROOT = resolve(import.meta.dirname, "../..");
const BINARY = process.env.TORIKIME ?? join(process.env.CARGO_TARGET_DIR ?? join(ROOT, "target"), "debug/torikime");
const STUDIES = ["ipa-2020-organisation", "ipa-2020-individual"];

function poppler(tool, ...parameters) {
  return execFileSync(tool, parameters, { encoding: "utf8", maxBuffer: 1 << 28 });
}

for (const study of STUDIES) {
  let folders = [];
  before(() => {
    folders = [1, 2].map(() => mkdtempSync(join(tmpdir(), "torikime-report-")));
    for (const folder of folders) {
      execFileSync(BINARY, ["study", "report", join(ROOT, "studies", study), "--out", folder], { stdio: "pipe" });
    }
  });
  after(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));
  const files = () => readdirSync(folders[0], { recursive: true }).map(String).sort();
  const pdfs = () => files().filter((file) => file.endsWith(".pdf")).map((file) => join(folders[0], file));

  test(`${study}: the same input gives the same bytes`, () => {
    const [once, again] = folders.map((folder) => files().filter((file) => /\.\w+$/.test(file)).map((file) => readFileSync(join(folder, file)).toString("base64")));
    assert.ok(once.length > 0, "the report has no files");
    assert.ok(once.every((bytes, index) => bytes === again[index]), "two runs differ");
  });

  test(`${study}: A4, searchable, every font embedded`, () => {
    assert.ok(pdfs().length > 0, "the report has no PDF");
    for (const pdf of pdfs()) {
      assert.match(poppler("pdfinfo", pdf), /Page size:\s+595\.\d+ x 841\.\d+ pts \(A4\)/);
      const fonts = poppler("pdffonts", pdf).trim().split("\n").slice(2);
      const loose = fonts.filter((line) => !/\s(yes)\s+(yes|no)\s+(yes|no)\s+\d+\s+\d+$/.test(line));
      assert.ok(fonts.length > 0 && loose.length === 0, `not embedded: ${loose.join("; ")}`);
      const text = poppler("pdftotext", pdf, "-");
      assert.match(text, /[\u3041-\u3096]|[A-Za-z]{4}/);
      assert.doesNotMatch(text, /\ufffd/);
    }
  });
}
