#!/bin/sh
# Makes the pictures in this directory anew: the consoles and the run reports by tests of the engine, the step summaries
# from the Action's golden files, with the Markdown and Mermaid programs that npm has. Needs Chromium, node, npm, and fonts
# with emoji and Chinese characters (Debian's fonts-noto-color-emoji and fonts-wqy-microhei).
set -eu
cd "$(dirname "$0")/../.."
mvn -B -q test -pl engine -am -Dtest=RunPictureTests,ConsoleLinesTests,LiveViewTests \
  -Dsurefire.failIfNoSpecifiedTests=false -Ddocs.write=true

work=$PWD/target/pictures
mkdir -p "$work"
(cd "$work" && npm install --silent --no-save marked@15 mermaid@11)
for summary in green:640 failing:960 cancelled:350 timed-out:210 build:540; do
  name=${summary%:*}
  # shellcheck disable=SC2016  # JavaScript, not shell
  node -e '
    const { marked } = require(process.argv[1] + "/node_modules/marked");
    const renderer = { code({ text, lang }) {
      return lang === "mermaid" ? `<div class="mermaid">${text}</div>` : false;
    } };
    marked.use({ gfm: true, renderer });
    const text = require("fs").readFileSync(process.argv[2], "utf8");
    console.log(`<meta charset="utf-8"><style>
      body { font: 14px/1.5 "DejaVu Sans", "Noto Color Emoji", sans-serif; width: 880px; margin: 16px; color: #1f2328 }
      table { border-collapse: collapse; margin: 0 0 16px } td, th { border: 1px solid #d1d9e0; padding: 4px 12px }
      pre, code { background: #f6f8fa; font: 12px/1.45 monospace } pre { padding: 12px; overflow: hidden }
      details { margin: 0 0 16px }
    </style>${marked.parse(text)}
    <script src="${process.argv[1]}/node_modules/mermaid/dist/mermaid.min.js"></script>
    <script>mermaid.initialize({ startOnLoad: true })</script>`);
  ' "$work" "action/src/test/resources/summaries/$name.md" >"$work/$name.html"
  chromium --headless --no-sandbox --disable-gpu --hide-scrollbars --virtual-time-budget=5000 \
    --user-data-dir="$work/profile" --window-size="920,${summary#*:}" \
    --screenshot="$PWD/docs/pictures/summary-$name.png" "file://$work/$name.html" >/dev/null 2>&1
done
