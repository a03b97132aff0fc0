"use strict";
// SHA-256 written out: a page opened from a folder need not have the browser's own.
const K = new Uint32Array(64);
const START = new Uint32Array(8);
(function () {
  const root = (x, n) => { const r = Math.pow(x, 1 / n); return Math.floor((r - Math.floor(r)) * 4294967296); };
  let found = 0;
  for (let p = 2; found < 64; p++) {
    let prime = true;
    for (let d = 2; d * d <= p; d++) if (p % d === 0) { prime = false; break; }
    if (!prime) continue;
    if (found < 8) START[found] = root(p, 2);
    K[found++] = root(p, 3);
  }
})();

function sha256(bytes) {
  const h = Uint32Array.from(START), w = new Uint32Array(64);
  const whole = bytes.length - (bytes.length % 64);
  const tail = new Uint8Array(bytes.length % 64 < 56 ? 64 : 128);
  tail.set(bytes.subarray(whole));
  tail[bytes.length % 64] = 0x80;
  const view = new DataView(tail.buffer);
  view.setUint32(tail.length - 8, Math.floor(bytes.length / 0x20000000));
  view.setUint32(tail.length - 4, (bytes.length << 3) >>> 0);
  for (let at = 0; at < whole; at += 64) block(h, w, bytes, at);
  for (let at = 0; at < tail.length; at += 64) block(h, w, tail, at);
  return Array.from(h, (one) => one.toString(16).padStart(8, "0")).join("");
}

function block(h, w, bytes, at) {
  for (let t = 0; t < 16; t++) {
    const i = at + t * 4;
    w[t] = (bytes[i] << 24) | (bytes[i + 1] << 16) | (bytes[i + 2] << 8) | bytes[i + 3];
  }
  const turn = (x, n) => (x >>> n) | (x << (32 - n));
  for (let t = 16; t < 64; t++) {
    const a = w[t - 15], b = w[t - 2];
    w[t] = w[t - 16] + (turn(a, 7) ^ turn(a, 18) ^ (a >>> 3)) + w[t - 7] + (turn(b, 17) ^ turn(b, 19) ^ (b >>> 10));
  }
  let [a, b, c, d, e, f, g, z] = h;
  for (let t = 0; t < 64; t++) {
    const one = (z + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + K[t] + w[t]) | 0;
    const two = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    z = g; g = f; f = e; e = (d + one) | 0; d = c; c = b; b = a; a = (one + two) | 0;
  }
  [a, b, c, d, e, f, g, z].forEach((one, i) => { h[i] += one; });
}

function shortCode(digest) {
  const letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  const bits = Array.from(digest.slice(0, 15), (one) => parseInt(one, 16).toString(2).padStart(4, "0")).join("");
  const signs = bits.match(/.{5}/g).map((one) => letters[parseInt(one, 2)]).join("");
  return signs.match(/.{4}/g).join("-");
}

const result = document.getElementById("result"), code = document.getElementById("code");
const table = document.getElementById("rows"), body = table.tBodies[0];
let turn = 0;

async function digestOf(file) { return sha256(new Uint8Array(await file.arrayBuffer())); }

function row(name, word, good) {
  const line = body.insertRow();
  line.insertCell().textContent = name;
  const cell = line.insertCell();
  cell.textContent = word;
  cell.className = good ? "good" : "bad";
}

function say(words, good) { result.textContent = words; result.className = good === undefined ? "" : good ? "good" : "bad"; }

// A file of a folder is known by its path below it, one picked by itself by its name: no two names are alike.
function lookUp(files) {
  const byPath = new Map(), byName = new Map();
  for (const file of files) {
    byPath.set((file.webkitRelativePath || "").split("/").slice(1).join("/"), file);
    byName.set(file.name, file);
  }
  return (path) => byPath.get(path) || (byPath.size > 1 ? undefined : byName.get(path.split("/").pop()));
}

async function check(files) {
  const mine = ++turn;
  body.textContent = ""; table.hidden = true; code.textContent = "";
  const find = lookUp(files), sums = find("SHA256SUMS.txt");
  if (!sums) { say("选中的里面没有清单 SHA256SUMS.txt。请选解开的整个文件夹，或者把清单也选上。", false); return; }
  const listed = (await sums.text()).split("\n").filter(Boolean).map((line) => [line.slice(0, 64), line.slice(66)]);
  let wrong = 0, missing = 0, done = 0;
  for (const [wanted, path] of listed) {
    say("正在核对，第 " + (++done) + " 个，共 " + listed.length + " 个。");
    const file = find(path), got = file ? await digestOf(file) : "";
    if (mine !== turn) return;
    if (!file) { missing++; row(path, "缺少", false); } else if (got !== wanted) { wrong++; row(path, "不一致", false); } else row(path, "一致", true);
    if (path === "data/manifest.json" && file) code.textContent = "档案编号 " + shortCode(got) + "，请同报送函、备案回执上印的比对。";
  }
  table.hidden = false;
  const strange = files.length - 1 - (listed.length - missing);
  const more = strange > 0 ? "另有 " + strange + " 个文件不在清单里。" : "";
  if (wrong || missing) say("清单上有 " + listed.length + " 个文件，" + (wrong ? wrong + " 个不一致，" : "") + (missing ? "缺少 " + missing + " 个，" : "") + "见下表。" + more, false);
  else say("清单上的 " + listed.length + " 个文件全部一致。" + more, true);
}

for (const id of ["folder", "files"]) document.getElementById(id).addEventListener("change", (event) => check(Array.from(event.target.files)));
