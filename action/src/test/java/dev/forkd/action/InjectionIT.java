package dev.forkd.action;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forkd.action.emulator.CommandParser;
import dev.forkd.action.emulator.EmulatedStep;
import dev.forkd.action.emulator.RunnerEmulator;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What sandboxes print is never a command for the runner, and our own commands still work afterwards. */
class InjectionIT {
    private static final String ESC = "\u001b";

    static final List<String> HOSTILE = List.of(
            "::error::pwn",
            "::warning file=a.py,line=1::pwn",
            "::notice::pwn",
            "::debug::pwn",
            "::group::pwn",
            "::endgroup::",
            "::add-mask::a",
            "::set-output name=any_failed::false",
            "::save-state name=sandbox_ids::",
            "::set-env name=PATH::/tmp",
            "::add-path::/tmp/evil",
            "::add-matcher::/tmp/m.json",
            "::remove-matcher owner=x::",
            "::echo::on",
            "::stop-commands::pwn",
            "  ::error::after blanks",
            "\t::error::after a tab",
            "\u00a0::error::after a hard space",
            "\u2003::error::after an em space",
            "\u3000::error::after an ideographic space",
            "\u200b::error::after a zero width space",
            "\ufeff::error::after a mark",
            "text\r::error::after a carriage return",
            "text\u000b::error::after a vertical tab",
            "text\f::error::after a form feed",
            "text\u0085::error::after a next line",
            "text\u2028::error::after a line separator",
            "text\u2029::error::after a paragraph separator",
            "##[error]pwn",
            "##[stop-commands]pwn",
            ">>>   ##[do-something k1=v1;]msg",
            "text ##[add-mask]a",
            "##[group]pwn",
            "##[endgroup]",
            "##[set-env name=PATH;]/tmp",
            "#\u200b#[error]zero width inside",
            "##\u200b[error]zero width inside",
            "##\u00ad[error]soft hyphen inside",
            "##\ufe0f[error]variation selector inside",
            "#\u0301#[error]combining mark inside",
            "##\u034f[error]grapheme joiner inside",
            "##" + ESC + "[0m[error]colour inside",
            "##" + ESC + "[error]escape inside",
            "##" + ESC + "[2K[error]control sequence inside",
            "##" + ESC + "]0;title\u0007[error]title inside",
            "##\u0000[error]nul inside",
            "##\u0008[error]backspace inside",
            "###[error]three",
            "##[[error]two brackets",
            "\u202e##[error]right to left",
            ESC + "[2J::error::cleared screen",
            ESC + "]8;;https://evil.example" + ESC + "\\link" + ESC + "]8;;" + ESC + "\\",
            "EOF",
            "ghadelimiter_00000000-0000-0000-0000-000000000000",
            "any_failed=false",
            "results<<EOF");

    @TempDir
    private Path directory;

    @Test
    void nothing_of_it_is_executed() throws Exception {
        assertThat(HOSTILE).hasSizeGreaterThanOrEqualTo(40);
        String lines = String.join("\n", HOSTILE) + "\n";
        // Bytes that are no UTF-8, and a line that never ends, at the end.
        String encoded = Base64.getEncoder().encodeToString(lines.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        String script = "echo " + encoded + " | base64 -d\n"
                + "echo " + encoded + " | base64 -d >&2\n"
                + "printf '\\377\\376::error::bad bytes\\n'\n"
                + "head -c 20000 /dev/zero | tr '\\0' 'a'; printf '##[error]at the end of a long line'\n"
                + "exit 3\n";
        try (RunnerEmulator runner = new RunnerEmulator(directory)) {
            runner.variable("FORKD_LOG", "grouped");
            EmulatedStep step = runner.start("main.js", Map.of("url", "local", "n", "2", "script", script));
            assertThat(step.await()).isEqualTo(1);
            assertThat(names(step)).containsExactly("group", "endgroup", "group", "endgroup", "error");
            assertThat(step.commandsStopped()).isFalse();
            assertThat(step.said("error")).singleElement().asString().contains("failed in 2 of 2 sandboxes");
            assertThat(step.outputs()).containsOnlyKeys("any_failed", "results", "results_file");
            assertThat(step.outputs()).containsEntry("any_failed", "true");
            assertThat(step.text()).contains("[0] ").doesNotContain(ESC + "]").contains("[1] ");
            assertThat(step.file("env")).isEmpty();
            assertThat(step.file("path")).isEmpty();
            assertThat(step.file("state")).doesNotContain("any_failed");
            System.out.println("injection battery: " + (2 * (HOSTILE.size() + 2)) + " hostile lines in each of 2"
                    + " sandboxes, 0 commands executed");
        }
    }

    private static List<String> names(EmulatedStep step) {
        return new ArrayList<>(
                step.commands().stream().map(CommandParser.Command::name).toList());
    }

    /** The battery can fail: without the cleaning, the same lines do act. */
    @Test
    void printed_raw_they_would_act() {
        var parser = new CommandParser();
        for (String line : HOSTILE) {
            for (String part : line.split("[\r\u000b\f\u0085\u2028\u2029]", -1)) {
                parser.process(part);
            }
        }
        assertThat(parser.executed()).hasSizeGreaterThan(10);
        assertThat(parser.stopped()).isTrue();
        var prefixed = new CommandParser();
        HOSTILE.forEach(line -> prefixed.process("[0] " + line));
        assertThat(prefixed.executed()).isNotEmpty();
    }
}
