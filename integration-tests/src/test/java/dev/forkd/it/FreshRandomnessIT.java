package dev.forkd.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forkd.it.Gateway.Step;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Guests of another machine that are copies of one get random bytes of their own before anything runs in them. */
class FreshRandomnessIT {

    private static final Pattern BYTES = Pattern.compile("(?s)/dev/urandom.*\"([0-9a-f]{64})\"");

    @RegisterExtension
    final Home home = new Home();

    @Test
    void each_sandbox_gets_bytes_of_its_own_before_its_worker_is_told_anything() throws IOException {
        Map<String, String> bytes = new LinkedHashMap<>();
        List<String> told = new ArrayList<>();
        try (Server server = Server.start(home);
                Gateway gateway = new Gateway(server.url())) {
            MavenBuild.Result result = MavenBuild.forkd(Project.fixture("cases"), home, 2)
                    .arguments(
                            "-Dforkd.url=" + gateway.url(),
                            "-Dforkd.snapshot-tag=local",
                            "-Dforkd.warm=platform",
                            "-Dtest=QuickOneTest,QuickTwoTest")
                    .run();
            assertThat(result.exitCode()).as(result.output()).isZero();
            Set<String> primers = gateway.requests().stream()
                    .filter(request -> request.step() == Step.BRANCH)
                    .map(Gateway.Request::sandbox)
                    .collect(Collectors.toSet());
            for (Gateway.Request request : gateway.requests()) {
                bytesIn(request).ifPresent(found -> bytes.put(request.sandbox(), found));
                boolean tells = request.step() == Step.SEND || request.step() == Step.START;
                if (tells && !primers.contains(request.sandbox())) {
                    assertThat(bytes).as("before " + request.step()).containsKey(request.sandbox());
                    told.add(request.sandbox());
                }
            }
        }
        assertThat(Set.copyOf(told)).hasSize(2);
        assertThat(Set.copyOf(bytes.values())).hasSameSizeAs(bytes.keySet());
    }

    private static Optional<String> bytesIn(Gateway.Request request) {
        Matcher matcher = BYTES.matcher(request.body());
        return request.step() == Step.PREPARE && matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }
}
