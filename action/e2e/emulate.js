'use strict';
// Runs main and post of one of this tree's actions as a runner does, for shell scripts: inputs as NAME=value arguments
// after the action's entry, files and exit code in the directory that EMULATED_STEP names.
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');

const [dist, entry, ...pairs] = process.argv.slice(2);
const directory = path.resolve(process.env.EMULATED_STEP);
fs.rmSync(directory, { recursive: true, force: true });
fs.mkdirSync(path.join(directory, 'temp'), { recursive: true });
const env = { ...process.env, RUNNER_TEMP: path.join(directory, 'temp'), GITHUB_WORKSPACE: process.cwd() };
for (const name of ['OUTPUT', 'STATE', 'STEP_SUMMARY']) {
  env[`GITHUB_${name}`] = path.join(directory, name.toLowerCase());
  fs.writeFileSync(env[`GITHUB_${name}`], '');
}
for (const pair of pairs) {
  const equals = pair.indexOf('=');
  env[`INPUT_${pair.slice(0, equals).toUpperCase()}`] = pair.slice(equals + 1);
}

// NAME<<DELIMITER, lines, DELIMITER; the last value of a name counts.
function values(file) {
  const found = {};
  const lines = fs.readFileSync(file, 'utf8').split('\n');
  for (let i = 0; i < lines.length; i++) {
    const start = /^([^=<]+)<<(.+)$/.exec(lines[i]);
    if (!start) continue;
    const end = lines.indexOf(start[2], i + 1);
    found[start[1]] = lines.slice(i + 1, end).join('\n');
    i = end;
  }
  return found;
}

const main = spawnSync('node', [path.join(dist, entry)], { env, stdio: ['ignore', 'inherit', 'inherit'] });
for (const [name, value] of Object.entries(values(env.GITHUB_STATE))) env[`STATE_${name}`] = value;
const post = spawnSync('node', [path.join(dist, 'post.js')], { env, stdio: ['ignore', 'inherit', 'inherit'] });
for (const [name, value] of Object.entries(values(env.GITHUB_OUTPUT))) {
  fs.writeFileSync(path.join(directory, `output-${name}`), value);
}
fs.writeFileSync(path.join(directory, 'exit'), `${main.status} ${post.status}\n`);
