'use strict';
// Finds a Java, starts the one jar with the inputs on its stdin, and passes on signals and the exit code.
// The open stdin is the life line: however this process ends, the program sees its end and deletes the sandboxes.
const { spawn } = require('node:child_process');
const crypto = require('node:crypto');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const java = require('./java');

const JAR = path.join(__dirname, 'forkd-action.jar');
const NOT_DONE = 3;
const NO_JAVA = 4;
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];

function escaped(text) {
  return String(text).replace(/%/g, '%25').replace(/\r/g, '%0D').replace(/\n/g, '%0A').replace(/##\[/g, '##\\[');
}

function command(name, text) {
  process.stdout.write(`::${name}::${escaped(text)}${os.EOL}`);
}

function append(file, name, value) {
  if (!file) return;
  const delimiter = `ghadelimiter_${crypto.randomUUID()}`;
  fs.appendFileSync(file, `${name}<<${delimiter}\n${value}\n${delimiter}\n`, 'utf8');
}

function inputs(env) {
  const found = {};
  for (const [name, value] of Object.entries(env)) {
    if (/^INPUT_/i.test(name)) found[name.slice(6).toLowerCase()] = value;
  }
  return found;
}

// Actions get credentials that steps with run: do not get; the program needs none of them.
function environment(env) {
  const kept = {};
  for (const [name, value] of Object.entries(env)) {
    if (!/^(ACTIONS_(RUNTIME|RESULTS|CACHE|ID_TOKEN)_|INPUT_|STATE_)/i.test(name)) kept[name] = value;
  }
  return kept;
}

function request(mode, directory, env) {
  return {
    mode,
    inputs: inputs(env),
    directory,
    output: env.GITHUB_OUTPUT || '',
    state: env.GITHUB_STATE || '',
    summary: env.GITHUB_STEP_SUMMARY || '',
    workspace: env.GITHUB_WORKSPACE || process.cwd(),
    kept: env.STATE_sandbox_ids || '',
  };
}

function launch(mode, directory, ended) {
  const found = java.find(process.env);
  if (found.problem) {
    ended(NO_JAVA, found.problem);
    return;
  }
  if (!fs.existsSync(JAR)) {
    ended(NO_JAVA, `forkd: ${path.basename(JAR)} is not beside the launcher. Use a released version of this action. In the project: mvn install -DskipTests, then action/assemble.sh DIR makes it in DIR`);
    return;
  }
  const flags = ['-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-XX:-UsePerfData', '-Xshare:auto', '-Dfile.encoding=UTF-8'];
  const child = spawn(found.java, [...flags, '-jar', JAR, '--from-launcher'], {
    stdio: ['pipe', 'inherit', 'inherit'],
    env: environment(process.env),
    windowsHide: true,
  });
  child.stdin.on('error', () => {}); // It ended before it had read; its exit code says why.
  for (const signal of SIGNALS) {
    process.on(signal, () => {
      child.stdin.end();
      if (process.platform !== 'win32') child.kill(signal); // There it would be a TerminateProcess.
    });
  }
  let done = false;
  const once = (code, problem) => {
    if (done) return;
    done = true;
    ended(code, problem);
  };
  child.on('error', (e) => once(NO_JAVA, `forkd: ${found.java} could not be started: ${e.message}`));
  child.on('exit', (code, signal) => once(code === null ? 128 + (os.constants.signals[signal] || 0) : code));
  child.stdin.write(`${JSON.stringify(request(mode, directory, process.env))}\n`);
}

// The files of the step are there before anything else happens: outputs that say the worst, and a place of its own.
function prepare(env) {
  append(env.GITHUB_OUTPUT, 'any_failed', 'true');
  append(env.GITHUB_OUTPUT, 'results', '[]');
  append(env.GITHUB_OUTPUT, 'results_file', '');
  const directory = fs.mkdtempSync(path.join(env.RUNNER_TEMP || os.tmpdir(), 'forkd-action-'));
  append(env.GITHUB_STATE, 'directory', directory);
  return directory;
}

function main(mode) {
  const env = process.env;
  if (env.INPUT_TOKEN) {
    for (const line of new Set([env.INPUT_TOKEN, env.INPUT_TOKEN.trim(), ...env.INPUT_TOKEN.split(/[\r\n]+/)])) {
      if (line.trim()) command('add-mask', line);
    }
  }
  let directory;
  try {
    directory = prepare(env);
  } catch (e) {
    command('error', `forkd: the runner's files cannot be used: ${e.message}. Is its disk full?`);
    process.exit(NOT_DONE);
  }
  launch(mode, directory, (code, problem) => {
    if (problem) {
      command('error', problem);
      mark(directory, 'done');
    }
    process.exit(code);
  });
}

function mark(directory, name) {
  try {
    fs.writeFileSync(path.join(directory, name), '');
  } catch {
    // Only a hint for another step; without it that step looks for itself.
  }
}

// The second chance: whatever main left. It never fails the job.
function post() {
  const directory = process.env.STATE_directory;
  if (!directory || !fs.existsSync(directory)) process.exit(0);
  // In a job container main may outlive its cancellation; this tells it to stop.
  mark(directory, 'stop');
  if (fs.existsSync(path.join(directory, 'done')) && !process.env.STATE_sandbox_ids) process.exit(0);
  launch('post', directory, (code, problem) => {
    if (problem || code !== 0) {
      command('warning', `forkd: the sandboxes of this step may not have been deleted. ${problem || `The clean-up ended with exit code ${code}.`}`);
    }
    process.exit(0);
  });
}

module.exports = { main, post, inputs, environment, escaped };
