// Copies the few browser files Fenming needs out of node_modules into fenming/pages/static/vendor,
// so that a checkout runs without Node. To refresh: change the exact version in package.json, then
//   cd frontend && npm install --package-lock-only && npm ci && npm run vendor
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const target = join(here, "..", "fenming", "pages", "static", "vendor");

// package → folder name, and which of its files are taken (the licence always goes along)
const TAKEN = [
  { name: "bootstrap", folder: "bootstrap", files: ["dist/css/bootstrap.min.css", "LICENSE"] },
  { name: "htmx.org", folder: "htmx", files: ["dist/htmx.min.js", "LICENSE"] },
];

// A manifest storage fails on a named source map that is not there, and we carry none.
function withoutSourceMap(text) {
  return text.replace(/^\/\*# sourceMappingURL=.*\*\/\s*$/m, "").replace(/^\/\/# sourceMappingURL=.*$/m, "").trimEnd() + "\n";
}

const wanted = JSON.parse(readFileSync(join(here, "package.json"), "utf8")).dependencies;
const sums = [];
rmSync(target, { recursive: true, force: true });
for (const { name, folder, files } of TAKEN) {
  const origin = join(here, "node_modules", name);
  const { version } = JSON.parse(readFileSync(join(origin, "package.json"), "utf8"));
  if (version !== wanted[name]) {
    throw new Error(`${name} ${version} is installed, package.json asks for ${wanted[name]}: run npm ci first`);
  }
  const place = `${folder}-${version}`;
  mkdirSync(join(target, place), { recursive: true });
  for (const file of files) {
    const text = withoutSourceMap(readFileSync(join(origin, file), "utf8"));
    const path = `${place}/${file.split("/").at(-1)}`;
    writeFileSync(join(target, path), text);
    sums.push(`${createHash("sha256").update(text).digest("hex")}  ${path}`);
  }
}
writeFileSync(join(target, "SHA256SUMS"), sums.sort((a, b) => a.slice(66).localeCompare(b.slice(66))).join("\n") + "\n");
console.log(`${sums.length} files in ${target}`);
