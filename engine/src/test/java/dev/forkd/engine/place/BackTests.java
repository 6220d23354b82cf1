package dev.forkd.engine.place;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A sandbox that lists what nobody expects: what can come home does, and nothing fails. */
@Timeout(120)
class BackTests {

    @TempDir
    Path root;

    @TempDir
    Path scratch;

    private final SaidLines said = new SaidLines();
    private LocalSandbox local;

    @BeforeEach
    void start() throws IOException, InterruptedException {
        local = new LocalSandbox(scratch);
    }

    @AfterEach
    void stop() {
        local.close();
    }

    @Test
    void an_odd_listing_ends_no_run() throws IOException {
        collect("printf ' 644 1 2 3 odd\\\\000' >\"$3/list-all-$4\"");

        assertThat(said.lines())
                .singleElement()
                .asString()
                .contains(local.sandbox().id(), "is lost");
    }

    /** Collects with a script that makes the lists. */
    private void collect(String list) throws IOException {
        World world = LocalSandbox.world(root);
        Path layers = Files.createDirectories(scratch.resolve("layers"));
        Files.write(
                scratch.resolve("place.sh"),
                String.join(
                                "\n",
                                "if [ $1 = view_take ]; then",
                                "  mkdir -p \"$3/back-$4\" && printf new >\"$3/back-$4/\u00e4.txt\"; exit",
                                "fi",
                                ": >\"$3/list-up-$4\"; : >\"$3/list-low-$4\"; : >\"$3/list-all-$4\"",
                                list,
                                "echo written")
                        .getBytes(UTF_8));
        Back back = new Back(world, scratch, List.of(), said);
        back.collect(
                local.sandbox(),
                PlaceKind.VIEW,
                new WorldFiles.OnThisMachine(local.sandbox().workDirectory(), layers));
        back.bringHome();
    }
}
