'use strict';
// Where a Java 17 or newer is. The java on the PATH is 8 or 11 on some runner images, so it comes last.
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');

const LEAST = 17;

function program(home) {
  return path.join(home, 'bin', process.platform === 'win32' ? 'java.exe' : 'java');
}

// The major version that a text such as 1.8.0_402 or 21.0.4 names.
function major(version) {
  const numbers = /(\d+)(?:\.(\d+))?/.exec(version);
  if (!numbers) return 0;
  return Number(numbers[1]) === 1 ? Number(numbers[2] || 0) : Number(numbers[1]);
}

// From the file that every JDK has, which needs no process; else by asking.
function versionOf(home, java) {
  try {
    const line = /^JAVA_VERSION="([^"]+)"/m.exec(fs.readFileSync(path.join(home, 'release'), 'utf8'));
    if (line) return major(line[1]);
  } catch {
    // Some distributions leave it out.
  }
  const asked = spawnSync(java, ['-version'], { encoding: 'utf8', timeout: 20000, windowsHide: true });
  const words = /version "([^"]+)"/.exec(`${asked.stderr || ''}${asked.stdout || ''}`);
  return words ? major(words[1]) : 0;
}

function onPath(env) {
  const name = process.platform === 'win32' ? 'java.exe' : 'java';
  for (const directory of (env.PATH || env.Path || '').split(path.delimiter)) {
    if (!directory) continue;
    const file = path.join(directory, name);
    try {
      fs.accessSync(file, fs.constants.X_OK);
      return fs.realpathSync(file);
    } catch {
      // Not here.
    }
  }
  return undefined;
}

function candidates(env) {
  const homes = [];
  const add = (source, home) => {
    if (home) homes.push({ source, home, java: program(home) });
  };
  add('JAVA_HOME', env.JAVA_HOME);
  Object.keys(env)
    .map((name) => ({ name, match: /^JAVA_HOME_(\d+)_\w+$/i.exec(name) }))
    .filter((entry) => entry.match && Number(entry.match[1]) >= LEAST)
    .sort((a, b) => Number(a.match[1]) - Number(b.match[1]))
    .forEach((entry) => add(entry.name, env[entry.name]));
  const java = onPath(env);
  if (java) homes.push({ source: 'PATH', home: path.dirname(path.dirname(java)), java });
  return homes;
}

// {java} or {problem}.
function find(env) {
  const chosen = env.FORKD_JAVA_HOME;
  const list = chosen ? [{ source: 'FORKD_JAVA_HOME', home: chosen, java: program(chosen) }] : candidates(env);
  const seen = [];
  for (const { source, home, java } of list) {
    if (!fs.existsSync(java)) {
      seen.push(`${source} has none`);
      continue;
    }
    const version = versionOf(home, java);
    if (version >= LEAST) return { java };
    seen.push(version ? `${source} is Java ${version}` : `${source} does not say its version`);
  }
  return {
    problem:
      `forkd: this action needs Java ${LEAST} or newer and found none (${seen.join(', ') || 'looked at FORKD_JAVA_HOME, JAVA_HOME, JAVA_HOME_<n>_<arch> and PATH'}). ` +
      'Add a step with actions/setup-java before it, or set FORKD_JAVA_HOME',
  };
}

module.exports = { find, major };
