package dev.forkd.engine.ports;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.forkd.engine.ports.PortHolder.Kind;
import dev.forkd.local.sandbox.Listener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Scanner;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A test of sandbox sb-1 failed; ports below 100 were chosen by somebody. */
class PortSearchTests {

    private final List<Listener> listeners = new ArrayList<>();
    private final PortSearch search = new PortSearch(() -> listeners, port -> port < 100);

    @Test
    void a_named_port_is_held_by_the_sandbox_that_listens_on_it() {
        listens(80, "sb-2");
        listens(90, "");

        assertThat(find(80)).isEqualTo(new PortHolder(Kind.SANDBOX, Optional.of(80), Optional.of("sb-2")));
    }

    @Test
    void a_port_of_a_process_outside_is_never_ours() {
        listens(80, "");

        assertThat(find(80).kind()).isEqualTo(Kind.OTHERS);

        listens(80, "sb-2");

        assertThat(find(80).kind()).as("at different addresses").isEqualTo(Kind.OTHERS);
    }

    @Test
    void what_the_sandbox_itself_holds_is_its_own_fault() {
        listens(80, "sb-1");
        listens(80, "sb-2");

        assertThat(find(80).kind()).isEqualTo(Kind.ITSELF);
        assertThat(find().kind()).as("no port was named").isEqualTo(Kind.UNKNOWN);
    }

    @Test
    void a_holder_that_has_gone_proves_nothing() {
        assertThat(find(80).kind()).isEqualTo(Kind.UNKNOWN);
        assertThat(find().kind()).isEqualTo(Kind.UNKNOWN);
    }

    @Test
    void without_a_name_every_chosen_port_must_be_ours() {
        listens(4000, "");
        listens(80, "sb-2");

        assertThat(find()).isEqualTo(new PortHolder(Kind.SANDBOX, Optional.of(80), Optional.of("sb-2")));

        listens(81, "sb-3");

        assertThat(find().kind()).isEqualTo(Kind.SANDBOX);
        assertThat(find().port()).as("either").isEmpty();

        listens(22, "");

        assertThat(find().kind()).isEqualTo(Kind.UNKNOWN);
    }

    @Test
    void ports_that_linux_gives_by_itself_are_chosen_by_nobody() throws IOException {
        Path range = Path.of("/proc/sys/net/ipv4/ip_local_port_range");
        assumeTrue(Files.exists(range));
        int first;
        try (Scanner numbers = new Scanner(range, US_ASCII)) {
            first = numbers.nextInt();
        }
        assumeTrue(first > 1);
        PortSearch ofThisMachine = new PortSearch(() -> listeners);
        listens(first, "");
        listens(first - 1, "sb-2");

        assertThat(ofThisMachine.find(new AddressInUse(Set.of(), true), "sb-1"))
                .isEqualTo(new PortHolder(Kind.SANDBOX, Optional.of(first - 1), Optional.of("sb-2")));
    }

    @Test
    void a_socket_that_is_no_tcp_socket_is_not_in_the_tables() {
        listens(80, "sb-2");

        assertThat(search.find(new AddressInUse(Set.of(), false), "sb-1").kind())
                .isEqualTo(Kind.UNKNOWN);
    }

    private void listens(int port, String sandbox) {
        listeners.add(new Listener(port, Optional.of(sandbox).filter(id -> !id.isEmpty())));
    }

    private PortHolder find(Integer... named) {
        return search.find(new AddressInUse(Set.of(named), true), "sb-1");
    }
}
